import * as React from 'react';
import { Script } from 'gatsby';

export const Layout = ({ children }) => (
  <main>
    <Script src="https://www.googletagmanager.com/gtag/js?id=G-SITE000001" />
    {children}
  </main>
);
