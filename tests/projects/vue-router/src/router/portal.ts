const Results = () => import('../views/ResultsView.vue');

export const portal = [
  {
    path: '/portal',
    component: () => import('../views/PortalView.vue'),
    meta: { requiresAuth: true },
    children: [
      { path: 'results/:id(\\d+)', component: Results },
      { path: 'help', component: () => import('../views/HelpView.vue'), meta: { requiresAuth: false } },
    ],
  },
  { path: '/messages', component: () => import('../views/MessagesView.vue'), meta: { requiresAuth: true } },
];
