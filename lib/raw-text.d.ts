/** A file as text: `next.config.js` says so to the bundler, and Vite knows it by itself. */
declare module '*?raw' {
  const text: string;
  export default text;
}
