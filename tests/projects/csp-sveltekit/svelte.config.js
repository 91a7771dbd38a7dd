export default {
  kit: {
    csp: {
      directives: {
        'default-src': ['self'],
        'script-src': ['self', 'https://static.hotjar.com'],
      },
    },
  },
}
