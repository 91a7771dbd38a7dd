export default defineNuxtRouteMiddleware(() => {
  if (!useCookie('session').value) return navigateTo('/login');
});
