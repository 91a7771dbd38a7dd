import { defineConfig } from 'astro/config'

export default defineConfig({
  vite: { server: { headers: { 'Content-Security-Policy': "script-src 'self' https://static.hotjar.com" } } },
})
