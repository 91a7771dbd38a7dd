export default function Visits() {
  return <button onClick={() => fbq('track', 'Schedule')}>Ask for a visit</button>;
}
