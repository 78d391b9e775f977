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
  // A tag or a unique id in the address is not told to other sites.
  { key: 'Referrer-Policy', value: 'same-origin' },
];

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Over loopback it costs more than it saves; a proxy in front compresses what crosses a network.
  compress: false,
  images: { unoptimized: true },
  // Holds a native binary, which a bundler cannot carry.
  serverExternalPackages: ['node-av'],
  // `?raw` is the text of a file: the pages that Legato hands out carry scripts and styles inside.
  turbopack: {
    rules: { '*.{js,css,html}': { condition: { query: '?raw' }, type: 'text' } },
  },
  // `npm test` runs the type checker itself, once and over the whole tree.
  typescript: { ignoreBuildErrors: true },
  // The development server evaluates code, which the policy rightly forbids.
  headers: async () =>
    process.env.NODE_ENV === 'production' ? [{ source: '/:path*', headers: SECURITY_HEADERS }] : [],
};

export default config;
