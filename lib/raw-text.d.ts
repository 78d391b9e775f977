/** A file as text: `next.config.js` says so to the bundler, and the test runner knows it by itself. */
declare module '*?raw' {
  const text: string;
  export default text;
}
