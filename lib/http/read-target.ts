import type { IncomingMessage } from 'node:http';
import { LegatoError } from '@/lib/errors';

/** Scheme, host with its port, and the rest as it was sent: normalising it would open another address. */
const ABSOLUTE = /^https?:\/\/([^/?#]*)([^#]*)$/i;
/** RFC 3986, section 3.2.2, without user information, which no target may have (RFC 9110, section 4.2.4). */
const HOST = /^(?:\[[0-9a-f:.]+\]|[\w.~!$&'()*+;=%-]+)(?::\d*)?$/i;

/**
 * Makes a target in absolute form (`GET http://legato.example.com/calls/1.2`) that of the usual form, and its host the
 * one that counts, as RFC 9112, section 3.2.2 has it: whatever reads the request behind this finds path and `Host`.
 *
 * @throws LegatoError `invalid-request` where no host, several, or none that can be read is named (section 3.2).
 */
export function readTarget(request: IncomingMessage): void {
  const names = request.rawHeaders.filter((_, index) => index % 2 === 0);
  const count = names.filter((name) => name.toLowerCase() === 'host').length;
  if (count > 1) {
    throw new LegatoError('invalid-request', 'The request names more than one Host: send it once.');
  }
  if (count === 0 && request.httpVersion === '1.1') {
    throw new LegatoError('invalid-request', 'The request names no Host: add the header.');
  }
  if (!isHost(request.headers.host)) throw UNREADABLE;
  const [, host, rest] = ABSOLUTE.exec(request.url ?? '') ?? [];
  if (host !== undefined && rest !== undefined) {
    if (host === '' || !isHost(host)) throw UNREADABLE;
    request.headers.host = host;
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
  }
}

const isHost = (text = ''): boolean => text === '' || HOST.test(text);

const UNREADABLE = new LegatoError(
  'invalid-request',
  'The Host of the request is none: send one name, with a port where it has one.',
);
