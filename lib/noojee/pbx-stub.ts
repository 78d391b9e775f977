import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PbxStub {
  baseUrl: string;
  /** Every request so far: method, path and raw query. */
  requests: { method: string; path: string; query: string; headers: IncomingMessage['headers'] }[];
  /** Connections whose answer was cut off by the client. */
  cancelled: () => number;
  close(): Promise<void>;
}

/** A PBX that says what a test wants, over real HTTP. For tests only. */
export async function startPbxStub(
  answer: (
    request: { path: string; query: URLSearchParams; count: number },
    response: ServerResponse,
  ) => unknown,
): Promise<PbxStub> {
  const requests: PbxStub['requests'] = [];
  let cancelled = 0;
  const server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    requests.push({ method: request.method ?? '', path, query, headers: request.headers });
    response.on('close', () => {
      if (!response.writableFinished) cancelled += 1;
    });
    answer({ path, query: new URLSearchParams(query), count: requests.length }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    cancelled: () => cancelled,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
