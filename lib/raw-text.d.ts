/** Files as text: `next.config.js` has the rules for Turbopack, Vite supports it without one. */
declare module '*.html?raw' {
  const text: string;
  export default text;
}

declare module '*.sql?raw' {
  const text: string;
  export default text;
}
