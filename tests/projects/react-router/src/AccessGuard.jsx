import { Navigate, Outlet } from 'react-router-dom';

export function AccessGuard() {
  return sessionStorage.session ? <Outlet /> : <Navigate to="/login" replace />;
}
