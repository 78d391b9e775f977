import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';

/** Whether a network address is one of a proxy whose headers count. */
export type IsTrustedProxy = (address: string | undefined) => boolean;

const MOST_JUDGED = 1_000;

/**
 * @param ranges Addresses and ranges, such as `10.0.0.7` and `10.0.0.0/8`; settings have checked them.
 */
export function createProxyTrust(ranges: readonly string[]): IsTrustedProxy {
  const trusted = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  function judge(address: string): boolean {
    // An IPv4 client of a socket that takes both kinds.
    const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
    return trusted.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  }
  // Every range of a leg is asked for by somebody who asked before, and a list takes its time.
  const judged = new Map<string, boolean>();
  return (address) => {
    if (address === undefined) return false;
    const known = judged.get(address);
    if (known !== undefined) return known;
    const isTrusted = judge(address);
    if (judged.size >= MOST_JUDGED) judged.clear();
    judged.set(address, isTrusted);
    return isTrusted;
  };
}

/** Short enough for a log, and nothing that could break a line or a header. */
const REQUEST_ID = /^[\w.:+/=@-]{1,100}$/;

/** Of this process, so that ids of two processes in one log differ. */
const PROCESS_PREFIX = randomBytes(6).toString('base64url');
let count = 0;

/** Counted, not random for each request: random bytes cost more than looking up a leg does. */
export function newRequestId(): string {
  count += 1;
  return `${PROCESS_PREFIX}-${count.toString(36)}`;
}

/**
 * Gives a request its id, so that everything behind finds it in `x-request-id`: the one that a trusted
 * proxy sent, else a new one. What anybody else sent is replaced.
 */
export function assignRequestId(request: IncomingMessage, isTrusted: IsTrustedProxy): string {
  const sent = request.headers['x-request-id'];
  const isKept =
    typeof sent === 'string' && REQUEST_ID.test(sent) && isTrusted(request.socket.remoteAddress);
  const id = isKept ? sent : newRequestId();
  request.headers['x-request-id'] = id;
  return id;
}
