import { Agent, request as askPlain, type IncomingMessage } from 'node:http';
import { request as askSecure, Agent as SecureAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { PbxFetch } from './pbx-fetch';

/**
 * The connection to a PBX, or a proxy before it, that says `100 Continue` before its answer (RFC 9110, section 15.2.1):
 * Node's own client passes over it, and undici breaks the connection. How long a silence may last is its caller's.
 */
export function createAskByNode(caPem: string | undefined): {
  ask: PbxFetch;
  close(): void;
} {
  const options = { keepAlive: true, maxSockets: 96, timeout: 4_000 };
  const plain = new Agent(options);
  const secure = new SecureAgent({
    ...options,
    ...(caPem && { ca: [...rootCertificates, caPem] }),
  });
  return {
    async ask({ url, headers, signal }) {
      const isSecure = url.startsWith('https:');
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        const given = { method: 'POST', headers: Object.fromEntries(headers), signal };
        const asked = isSecure
          ? askSecure(url, { ...given, agent: secure }, resolve)
          : askPlain(url, { ...given, agent: plain }, resolve);
        asked.once('error', reject);
        asked.setHeader('Content-Length', 0);
        asked.end();
      });
      // A body that breaks off while nobody reads would otherwise end the process.
      answer.on('error', () => {});
      return {
        status: answer.statusCode ?? 0,
        headers: { get: (name) => [answer.headers[name.toLowerCase()]].flat()[0] ?? null },
        body: answer,
      };
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}
