import * as React from 'react';

export default function Home() {
  return <h1>A clinic</h1>;
}
