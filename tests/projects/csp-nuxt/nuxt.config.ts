export default defineNuxtConfig({
  routeRules: {
    '/portal/labs': { headers: { 'Content-Security-Policy': "script-src 'self'" } },
    '/portal/visits/**': { headers: { 'Content-Security-Policy': "script-src 'self' https://static.hotjar.com" } },
  },
})
