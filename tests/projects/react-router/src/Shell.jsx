import { useEffect } from 'react';
import { Outlet } from 'react-router-dom';

export function Shell() {
  useEffect(() => {
    clarity('set', 'area', 'portal');
  }, []);
  return <main><Outlet /></main>;
}
