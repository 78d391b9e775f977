import { PHASE_PRODUCTION_SERVER } from 'next/constants.js';

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // server.js compresses what Next answers (docs/decisions/0032); `next dev` does not need it.
  compress: false,
  images: { unoptimized: true },
  // WebAssembly with files beside it, or in strings of bytes: a bundler cannot carry them.
  serverExternalPackages: [
    '@electric-sql/pglite',
    'mpg123-decoder',
    'opus-decoder',
    '@wasm-audio-decoders/flac',
    '@wasm-audio-decoders/ogg-vorbis',
  ],
  // Browsers ask for it between pages, whatever icon these name.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  // `?raw` imports a file as text: the page inside a downloaded call, the migrations of the database.
  turbopack: {
    rules: {
      '*.html': { condition: { query: '?raw' }, type: 'text' },
      '*.sql': { condition: { query: '?raw' }, type: 'text' },
    },
  },
  // `npm test` runs the type checker itself, once and over the whole tree.
  typescript: { ignoreBuildErrors: true },
};

/** @param {string} phase */
export default async function configure(phase) {
  // A finished build runs without the sources and without a bundler.
  if (phase !== PHASE_PRODUCTION_SERVER) {
    const { buildSavedPage } = await import('./saved-page/build-saved-page.mjs');
    buildSavedPage();
  }
  return config;
}
