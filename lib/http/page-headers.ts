import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Next and our own layouts find the nonce of a page in its request under these names. */
const POLICY_HEADER = 'content-security-policy';
export const NONCE_HEADER = 'x-nonce';

export interface PageHeaderSettings {
  /** Legato's own address; null where it is not set. */
  publicUrl: string | null;
  /** Origins whose pages may frame Legato. */
  embedOrigins: readonly string[];
}

/** What browsers are told to hold Legato's answers to. */
export interface PageHeaders {
  /** Names and values that every answer carries. */
  everywhere: Readonly<Record<string, string>>;
  /** Gives a page a policy with a nonce of its own, and replaces what the client sent under these names. */
  assign(request: IncomingMessage, response: ServerResponse): void;
  /**
   * A cookie as it has to be set: within a frame of another site browsers keep partitioned ones alone. With it goes what
   * takes away the one of that name from before `EMBED_ORIGINS` was set or emptied: a browser would send both.
   */
  shapeCookies(cookies: readonly string[]): string[];
}

const PARTITIONED = '; SameSite=None; Partitioned';
const TWO_YEARS_SECONDS = 63_072_000;

/** Features of browsers that Legato has no use for, so that a script that got in has none either. */
const UNUSED_FEATURES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'usb',
];

/**
 * The headers that keep other sites out and injected markup powerless (docs/decisions/0130). `Content-Security-Policy`
 * is Level 3 of the W3C, `Strict-Transport-Security` RFC 6797.
 */
export function createPageHeaders({ publicUrl, embedOrigins }: PageHeaderSettings): PageHeaders {
  const framers = embedOrigins.length > 0 ? embedOrigins.join(' ') : "'none'";
  const isByTls = publicUrl?.startsWith('https:') ?? false;
  const everywhere = {
    // Of answers that are no page: whatever they hold runs nothing and frames nothing.
    'Content-Security-Policy': `default-src 'none'; media-src 'self'; frame-ancestors ${framers}`,
    'X-Content-Type-Options': 'nosniff',
    // A tag or a unique id in the address stays with Legato.
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(embedOrigins.length === 0 && { 'X-Frame-Options': 'DENY' }),
    ...(isByTls && { 'Strict-Transport-Security': `max-age=${TWO_YEARS_SECONDS}` }),
  };
  return {
    everywhere,
    shapeCookies: (cookies) =>
      cookies.flatMap((cookie) => {
        if (!/; *secure(;|$)/i.test(cookie)) return [cookie];
        const [name = ''] = cookie.split('=', 1);
        const gone = `${name}=; Max-Age=0; Path=/; HttpOnly; Secure`;
        const partitioned = cookie.replace(/; *samesite=\w+/i, '') + PARTITIONED;
        // What takes away comes first: a browser without partitions has one cookie of a name.
        return embedOrigins.length > 0
          ? [`${gone}; SameSite=Lax`, partitioned]
          : [gone + PARTITIONED, cookie];
      }),
    assign(request, response) {
      const nonce = randomBytes(16).toString('base64');
      const policy = policyFor(nonce, framers);
      request.headers[POLICY_HEADER] = policy;
      request.headers[NONCE_HEADER] = nonce;
      response.setHeader('Content-Security-Policy', policy);
    },
  };
}

function policyFor(nonce: string, framers: string): string {
  return [
    "default-src 'self'",
    // What a script with the nonce loads is trusted as it is: Next's chunks come that way.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Places on the strip are attributes. An attribute styles its own element, and selects nothing to read.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framers}`,
  ].join('; ');
}
