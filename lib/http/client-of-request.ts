import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { AuditClient } from '@/lib/access/audit/audit-event';
import { CLIENT_ADDRESS_HEADER, CLIENT_SCHEME_HEADER } from '@/lib/access/sign-in/sign-in-request';
import type { IsTrustedProxy } from './request-id';

/** What proxies say of a client. Whatever reads them behind this would believe anybody. */
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
] as const;

/**
 * Writes down where a request comes from, so that everything behind finds it in two headers: what a trusted
 * proxy says, else what the socket says. What a client wrote under these names is replaced, and what proxies
 * say is taken away. `Host` alone says by which name Legato was asked (docs/decisions/0131).
 */
export function assignClient(request: IncomingMessage, isTrusted: IsTrustedProxy): void {
  const address = clientAddress(request, isTrusted);
  const scheme = clientScheme(request, isTrusted);
  for (const name of FORWARDED) delete request.headers[name];
  request.headers[CLIENT_ADDRESS_HEADER] = address;
  request.headers[CLIENT_SCHEME_HEADER] = scheme;
}

/**
 * The last address of `X-Forwarded-For` that no trusted proxy has: each proxy adds whom it spoke to, so what
 * stands before that was written by whoever liked.
 */
function clientAddress({ headers, socket }: IncomingMessage, isTrusted: IsTrustedProxy): string {
  let address = plain(socket.remoteAddress ?? '');
  if (!isTrusted(address)) return address;
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  for (const hop of forwarded.reverse()) {
    const next = plain(hop.trim());
    if (isIP(next) === 0) return address;
    address = next;
    if (!isTrusted(address)) return address;
  }
  return address;
}

function clientScheme({ headers, socket }: IncomingMessage, isTrusted: IsTrustedProxy): string {
  if (!isTrusted(socket.remoteAddress)) return 'http';
  const [scheme] = [headers['x-forwarded-proto'] ?? []].flat().join(',').split(',').reverse();
  return scheme?.trim().toLowerCase() === 'https' ? 'https' : 'http';
}

/** An IPv4 client of a socket that takes both kinds. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** Where a request came from, as it is written down. Without a listener, as in `next dev`, no address is known. */
export const clientOf = ({ header }: { header(name: string): string | null }): AuditClient => ({
  address: header(CLIENT_ADDRESS_HEADER),
  userAgent: header('user-agent'),
});
