import { useEffect } from 'react';
import { Outlet } from 'react-router-dom';

export function Shell() {
  useEffect(() => {
    const script = document.createElement('script');
    script.src = 'https://www.clarity.ms/tag/abcdefghij';
    document.head.append(script);
  }, []);
  return <main><Outlet /></main>;
}
