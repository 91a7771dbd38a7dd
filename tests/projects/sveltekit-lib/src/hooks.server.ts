export const handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace("</head>", '<script src="https://static.hotjar.com/c/hotjar-12.js?sv=6"></script></head>'),
  });
