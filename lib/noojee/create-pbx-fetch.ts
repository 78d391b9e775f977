import 'server-only';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, request as ask, errors } from 'undici';
import { createAskByNode } from './ask-by-node';
import type { PbxFetch, PbxResponse } from './pbx-fetch';

export interface PbxFetchOptions {
  /** Certificate authority of a PBX with a private certificate, as PEM, trusted beside the public ones. */
  caPem?: string | undefined;
  connectTimeoutMs?: number | undefined;
  /** Longest silence, before the headers and between two parts of the body. */
  idleTimeoutMs?: number | undefined;
}

/**
 * The connection to the PBX: kept alive, with its own limits on connecting and silence (API note
 * section 6). It never follows a redirect, because the key travels in the query string.
 */
export function createPbxFetch(options: PbxFetchOptions = {}): PbxFetch & {
  close(): Promise<void>;
} {
  const { caPem, connectTimeoutMs = 5_000, idleTimeoutMs = 60_000 } = options;
  const agent = new Agent({
    connect: { timeout: connectTimeoutMs, ...(caPem ? { ca: [...rootCertificates, caPem] } : {}) },
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    keepAliveTimeout: 4_000,
    // Above the most downloads that can be set, so that they never keep a question waiting.
    connections: 96,
    pipelining: 1,
  });
  const askByUndici: PbxFetch = async (request) => {
    const answer = await ask(request.url, {
      dispatcher: agent,
      method: 'POST',
      headers: Object.fromEntries(request.headers),
      signal: request.signal,
    });
    // A body that breaks off while nobody reads would otherwise end the process.
    answer.body.on('error', () => {});
    return {
      status: answer.statusCode,
      headers: { get: (name) => [answer.headers[name.toLowerCase()]].flat()[0] ?? null },
      body: answer.body,
    };
  };
  let byNode: ReturnType<typeof createAskByNode> | null = null;
  async function carry(request: Request): Promise<PbxResponse> {
    if (byNode) return byNode.ask(request);
    try {
      return await askByUndici(request);
    } catch (error) {
      if (!isContinue(error)) throw error;
      byNode ??= createAskByNode(caPem);
      return byNode.ask(request);
    }
  }
  const fetch: PbxFetch = async (request) => {
    const { status, headers, body } = await carry(request);
    return { status, headers, body: body && unpack(body, headers.get('content-encoding')) };
  };
  return Object.assign(fetch, {
    async close() {
      byNode?.close();
      await agent.destroy();
    },
  });
}

/** What undici throws at a status of 100, and at nothing else. */
const isContinue = (error: unknown): boolean =>
  error instanceof errors.SocketError && error.message === 'bad response';

/**
 * Legato asks for no compression (`Accept-Encoding: identity`), and proxies compress all the same (RFC 9110, section
 * 8.4.1). A coding that is not known is left as it is, and read as nonsense.
 */
function unpack(body: AsyncIterable<Uint8Array>, coding: string | null) {
  const unpacker = UNPACKERS[coding?.trim().toLowerCase() ?? '']?.();
  if (!unpacker) return body;
  // Whoever reads hears of a failure by the stream itself, and one end that is left takes the other with it.
  return pipeline(body, unpacker, () => {});
}

const UNPACKERS: Record<string, (() => NodeJS.ReadWriteStream & Readable) | undefined> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};
