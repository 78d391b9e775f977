// @ts-check

/**
 * How long and how large a request may be, and how many clients there may be, for the server of Node. A client that
 * sends a byte now and then (slowloris) or holds connections for nothing is let go; whoever listens is not.
 */
const LIMITS = {
  /** The longest address and Next's own headers fit in several times over. Node answers more with 431. */
  maxHeaderBytes: 16 * 1024,
  /** From the connection's first byte on; it is one packet, or a few. Node answers 408. */
  headersMs: 15_000,
  /** Headers and body: longer than read-body.ts waits, so that its sentence is what a slow sender gets. */
  requestMs: 45_000,
  /** How often Node looks for requests that are late. */
  checkEveryMs: 5_000,
  /**
   * An idle connection lasts longer than proxies keep theirs (60 s in nginx and most balancers): one that the proxy
   * takes for open must not be closed under a request.
   */
  idleMs: 65_000,
  /**
   * Without a byte in either direction, while an answer is under way: a paused player stops reading, and asks for the
   * rest by a range when it goes on.
   */
  silentMs: 600_000,
  /** Some ten times a large site; each slow reader costs about half a megabyte. */
  connections: 4_000,
};

/** @typedef {typeof LIMITS} ServerLimits */

/**
 * For `createServer`.
 *
 * @param {Partial<ServerLimits>} [changes] Other limits, in tests.
 * @returns {import('node:http').ServerOptions}
 */
export function serverOptions(changes = {}) {
  const limits = { ...LIMITS, ...changes };
  return {
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    keepAliveTimeout: limits.idleMs,
    // Node refuses a request without a Host in no words; handle.ts has a sentence for it.
    requireHostHeader: false,
  };
}

/**
 * Sets what `createServer` takes no option for.
 *
 * @param {import('node:http').Server} server
 * @param {Partial<ServerLimits>} [changes] Other limits, in tests.
 */
export function limitConnections(server, changes = {}) {
  const limits = { ...LIMITS, ...changes };
  server.maxConnections = limits.connections;
  server.timeout = limits.silentMs;
}
