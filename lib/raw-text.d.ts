/** A page as text: `next.config.js` has the rule for Turbopack, Vite supports it without one. */
declare module '*.html?raw' {
  const text: string;
  export default text;
}
