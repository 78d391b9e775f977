import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (
  request: Request,
  context: { params: Promise<{ uniqueId: string; leg: string }> },
) => Promise<Response>;

/** For tests: serves route handlers of legs over HTTP, by the last word of their path. */
export async function serveLegRoutes(routes: Record<string, { GET: Handler; DELETE: Handler }>) {
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`);
    const [, , , uniqueId = '', , leg = '', word = ''] = url.pathname.split('/');
    const leaving = new AbortController();
    outgoing.once('close', () => leaving.abort());
    const handler = incoming.method === 'DELETE' ? routes[word]?.DELETE : routes[word]?.GET;
    const request = new Request(url, {
      method: incoming.method ?? 'GET',
      headers: { host: incoming.headers.host ?? '' },
      signal: leaving.signal,
    });
    const params = Promise.resolve({ uniqueId: decodeURIComponent(uniqueId), leg });
    const response = await handler?.(request, { params });
    if (!response || outgoing.destroyed) return void outgoing.destroy();
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
