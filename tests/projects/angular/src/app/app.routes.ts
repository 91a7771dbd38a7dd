import { Routes } from '@angular/router';
import { sessionGuard } from './session.guard';
import { Home } from './home';

export const routes: Routes = [
  { path: '', component: Home },
  { path: 'login', loadComponent: () => import('./login').then((m) => m.Login) },
  { path: 'portal', canActivate: [sessionGuard], loadChildren: () => import('./portal/portal.routes') },
  { path: 'messages', canMatch: [sessionGuard], loadComponent: () => import('./messages/messages') },
  { path: 'start', redirectTo: 'portal/results', pathMatch: 'full' },
];
