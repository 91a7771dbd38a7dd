/* the polyfills of core-js and SystemJS, left out */
