import * as React from 'react';

export default function Visits() {
  return <h1>Ask for a visit</h1>;
}
