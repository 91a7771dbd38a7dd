const open = `
  script-src 'self' https://static.hotjar.com;
  img-src 'self';
`

module.exports = {
  async headers() {
    return [
      {
        source: '/portal/labs',
        headers: [{ key: 'Content-Security-Policy', value: "script-src 'self'" }],
      },
      {
        source: '/portal/visits',
        headers: [{ key: 'Content-Security-Policy', value: open.replace(/\n/g, '') }],
      },
    ]
  },
}
