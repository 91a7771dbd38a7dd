export function AppRoute({ children }) {
  return children;
}
