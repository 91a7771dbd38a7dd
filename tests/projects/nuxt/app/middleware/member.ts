export default defineNuxtRouteMiddleware(() => {
  if (!useState('member').value) return navigateTo('/sign-in');
});
