import { LegatoError } from '@/lib/errors';
import type { RequestHead } from './actor';

/** Refuses a request by a name that is not Legato's. @throws LegatoError `forbidden`. */
export type RequireHost = (request: RequestHead) => void;

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Answers to Legato's own names: the host of `publicUrl`, and this machine's with any port, since a tunnel may end at
 * another one.
 *
 * A page of another site can make a browser resolve its own name to Legato's address (DNS rebinding) and then read
 * what only who is signed in may read; its `Host` gives it away.
 */
export function createHostGuard(publicUrl: string | null): RequireHost {
  const own = publicUrl === null ? null : new URL(publicUrl);
  // Browsers leave out the port that goes with the scheme, other clients may not.
  const names = own ? [own.host, `${own.hostname}:${own.port || DEFAULT_PORTS[own.protocol]}`] : [];
  return ({ header }) => {
    const host = (header('host') ?? '').toLowerCase();
    if (names.includes(host) || LOOPBACK_HOSTS.has(host.replace(/:\d+$/, ''))) return;
    throw new LegatoError(
      'forbidden',
      own
        ? `Legato does not answer to this name. Open ${own.origin}.`
        : 'Legato answers only to this machine until PUBLIC_URL names its address. Open it at http://localhost or http://127.0.0.1, or ask your administrator.',
    );
  };
}
