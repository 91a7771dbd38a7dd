import { createRouter, createWebHistory } from 'vue-router';
import HomeView from '../views/HomeView.vue';
import { portal } from './portal';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: HomeView },
    { path: '/login', component: () => import('../views/LoginView.vue') },
    ...portal,
  ],
});

router.beforeEach((to) => (to.meta.requiresAuth && !localStorage.session ? { path: '/login' } : true));
