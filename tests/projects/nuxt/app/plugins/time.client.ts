export default defineNuxtPlugin(() => {
  performance.mark('start');
});
