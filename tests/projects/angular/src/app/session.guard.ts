import { inject } from '@angular/core';
import { Router } from '@angular/router';

export const sessionGuard = () => sessionStorage.getItem('session') !== null || inject(Router).parseUrl('/login');
