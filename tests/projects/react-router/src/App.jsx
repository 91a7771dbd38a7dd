import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { AccessGuard } from './AccessGuard';
import { AppRoute } from './AppRoute';
import Home from './pages/Home';
import Login from './pages/Login';
import { Shell } from './Shell';

const Visits = lazy(() => import('./pages/Visits'));
const Records = lazy(() => import('./pages/Records'));

export function App() {
  return (
    <Routes>
      <Route path="/" element={<Home />} />
      <Route path="/login" element={<Login />} />
      <Route element={<AccessGuard />}>
        <Route element={<Shell />}>
          <Route path="visits/:id?" element={<Visits />} />
        </Route>
        <AppRoute path="records/*">
          <Records />
        </AppRoute>
      </Route>
      <Route path="/old" element={<Navigate to="/visits" />} />
    </Routes>
  );
}
