import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { COMMON_HEADERS } from '@/lib/http/answer';
import { kindOfRequest } from '@/lib/http/route-name';
import type { Metrics, StatusClass } from './create-metrics';

const PATH = '/metrics';

type Answer = Pick<Metrics, 'text'>;

/** Counts each request, and answers `/metrics` to who bears the token. Without a token it is not there. */
export function withMetrics(
  listener: RequestListener,
  metrics: Pick<Metrics, 'text' | 'requestEnded'> | null,
  token: string | null,
): RequestListener {
  return (request, response) => {
    if (isForMetrics(request)) {
      if (!metrics || token === null) return refuse(response, 404);
      if (!bears(request, token)) return refuse(response, 401);
      void sendMetrics(request, response, metrics);
      return;
    }
    if (metrics) observe(metrics, request, response);
    listener(request, response);
  };
}

/**
 * Serves the metrics on a port of their own, to everybody who reaches it.
 *
 * @throws Error of `listen`, such as EADDRINUSE.
 */
export async function serveMetrics(
  metrics: Answer,
  { host, port }: { host: string; port: number },
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (isForMetrics(request)) void sendMetrics(request, response, metrics);
    else refuse(response, 404);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(void server.off('error', reject)));
  });
  const address = server.address();
  const taken = address && typeof address === 'object' ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}${PATH}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const isForMetrics = ({ url = '' }: IncomingMessage): boolean => url.split('?', 1)[0] === PATH;

function bears({ headers }: IncomingMessage, token: string): boolean {
  const given = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  // Of equal length whatever was given, so that the comparison takes equally long.
  return timingSafeEqual(sha256(given), sha256(token));
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

async function sendMetrics(
  { method }: IncomingMessage,
  response: ServerResponse,
  metrics: Answer,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405);
  try {
    const { contentType, body } = await metrics.text();
    const length = Buffer.byteLength(body);
    const headers = { ...COMMON_HEADERS, 'Content-Type': contentType, 'Content-Length': length };
    response.writeHead(200, headers).end(method === 'HEAD' ? undefined : body);
  } catch {
    refuse(response, 500);
  }
}

function refuse(response: ServerResponse, status: 401 | 404 | 405 | 500): void {
  const more = { 401: { 'WWW-Authenticate': 'Bearer' }, 405: { Allow: 'GET, HEAD' } };
  const own = status === 401 || status === 405 ? more[status] : {};
  response.writeHead(status, { ...COMMON_HEADERS, ...own, 'Content-Length': 0 }).end();
}

function observe(
  metrics: Pick<Metrics, 'requestEnded'>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const startedAt = performance.now();
  const kind = kindOfRequest(request.url ?? '');
  response.once('close', () => {
    const seconds = (performance.now() - startedAt) / 1000;
    metrics.requestEnded(kind, statusOf(response), seconds);
  });
}

const CLASSES: Readonly<Record<number, StatusClass>> = {
  1: '1xx',
  2: '2xx',
  3: '3xx',
  4: '4xx',
  5: '5xx',
};

const statusOf = ({ writableFinished, statusCode }: ServerResponse): StatusClass =>
  writableFinished ? (CLASSES[Math.floor(statusCode / 100)] ?? '5xx') : 'left';
