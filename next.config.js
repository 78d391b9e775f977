import { PHASE_PRODUCTION_SERVER } from 'next/constants.js';

/** Legato loads nothing from elsewhere and is framed by nobody else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  // Next starts its pages with inline scripts; a nonce per page would forbid them to others.
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

const SECURITY_HEADERS = [
  { key: 'Content-Security-Policy', value: CONTENT_SECURITY_POLICY },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  // A tag or a unique id in the address stays with Legato.
  { key: 'Referrer-Policy', value: 'same-origin' },
];

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // server.js compresses what Next answers (docs/decisions/0032); `next dev` does not need it.
  compress: false,
  images: { unoptimized: true },
  // A native binary, and WebAssembly with files beside it: a bundler cannot carry them.
  serverExternalPackages: ['node-av', '@electric-sql/pglite'],
  // `?raw` imports a file as text: the page inside a downloaded call, the migrations of the database.
  turbopack: {
    rules: {
      '*.html': { condition: { query: '?raw' }, type: 'text' },
      '*.sql': { condition: { query: '?raw' }, type: 'text' },
    },
  },
  // `npm test` runs the type checker itself, once and over the whole tree.
  typescript: { ignoreBuildErrors: true },
  // The development server evaluates code, which the policy rightly forbids.
  headers: async () =>
    process.env.NODE_ENV === 'production' ? [{ source: '/:path*', headers: SECURITY_HEADERS }] : [],
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
