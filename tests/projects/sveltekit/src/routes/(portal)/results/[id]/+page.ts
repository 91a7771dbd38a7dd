export const load = ({ params }) => {
  fbq('track', 'ViewContent', { content_name: 'lab result' });
  return { id: params.id };
};
