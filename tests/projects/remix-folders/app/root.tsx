export default function Root() { return <html><body><Outlet /></body></html>; }
