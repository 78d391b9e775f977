import 'server-only';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import Negotiator from 'negotiator';
import type { NextHandler } from './handle';
import { pathnameOf } from './route-line';

const ADDRESS = '/_next/static/';
/** What the build writes there; whatever else lies there is Next's to serve. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=UTF-8',
  '.js': 'application/javascript; charset=UTF-8',
  '.woff2': 'font/woff2',
};
const HEADERS = {
  // The name of each file has a hash of what is in it.
  'Cache-Control': 'public, max-age=31536000, immutable',
  'X-Content-Type-Options': 'nosniff',
  Vary: 'Accept-Encoding',
};

type Encoding = 'br' | 'gzip' | 'identity';
type Encode = (bytes: Buffer) => Promise<Buffer>;

/** Done once a file, so at higher levels than what is made for each request. */
const ENCODE: Readonly<Record<Encoding, Encode>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 6 }),
  identity: async (bytes) => bytes,
};

interface BuildFile {
  type: string;
  /** Its bytes, kept in memory from the first request on: a build is some 2 MB. */
  bytes(encoding: Encoding): Promise<Buffer>;
}

/**
 * Answers requests for scripts, styles and typefaces of the build from memory, compressed once; everything
 * else is Next's. A page asks for two dozen of them at once, and Next's router takes longer than the rest.
 *
 * @param folder Where the build wrote them. Read when the process starts; a folder that is missing has none.
 */
export function serveBuildFiles(folder: string, next: NextHandler): NextHandler {
  const files = findFiles(folder);
  return async (request, response) => {
    const file = files.get(pathnameOf(request.url ?? ''));
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!file || !isRead || !(await send(file, request, response))) await next(request, response);
  };
}

/** Gives false where the file cannot be read any more: a new build may have replaced it. */
async function send(
  file: BuildFile,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const encoding = file.type.startsWith('font/') ? 'identity' : encodingFor(request);
  const bytes = await file.bytes(encoding).catch(() => null);
  if (!bytes) return false;
  response.writeHead(200, {
    ...HEADERS,
    'Content-Type': file.type,
    'Content-Length': bytes.length,
    ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
  return true;
}

/** The shortest that the client takes (RFC 9110, section 12.5.3). */
function encodingFor(request: IncomingMessage): Encoding {
  const accepted = new Negotiator(request).encodings(['br', 'gzip']);
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : 'identity';
}

function findFiles(folder: string): Map<string, BuildFile> {
  const files = new Map<string, BuildFile>();
  for (const name of listFiles(folder)) {
    const type = TYPES[extname(name)];
    if (type) files.set(ADDRESS + name.replaceAll('\\', '/'), openFile(join(folder, name), type));
  }
  return files;
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

function openFile(path: string, type: string): BuildFile {
  const kept = new Map<Encoding, Promise<Buffer>>();
  return {
    type,
    bytes: (encoding) => {
      const known = kept.get(encoding);
      if (known) return known;
      const made = readFile(path).then(ENCODE[encoding]);
      kept.set(encoding, made);
      made.catch(() => kept.delete(encoding));
      return made;
    },
  };
}
