export default defineNuxtConfig({ ssr: true, app: { head: { title: 'Portal' } } });
