import * as React from 'react';
import { Layout } from '../components/layout';

export default function Provider({ pageContext }) {
  return <Layout><h1>{pageContext.slug}</h1></Layout>;
}
