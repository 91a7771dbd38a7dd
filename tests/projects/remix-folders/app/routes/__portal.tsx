export default function Portal() {
  fbq("init", "1234567890123456");
  return <Outlet />;
}
