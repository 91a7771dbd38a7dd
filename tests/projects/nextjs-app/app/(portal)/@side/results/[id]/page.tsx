'use client';
export default function Help() {
  return <button onClick={() => fbq('track', 'Contact', { topic: 'lab result' })}>Ask a nurse</button>;
}
