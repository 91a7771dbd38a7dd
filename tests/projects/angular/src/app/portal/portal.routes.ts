import { Routes } from '@angular/router';
import { Results } from './results';
import './measure';

export default [{ path: 'results/:id', component: Results }] satisfies Routes;
