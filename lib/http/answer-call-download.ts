import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { makeZip } from 'client-zip';
import type { Actor } from '@/lib/access/actor';
import type { Services } from '@/lib/calls/services';
import { type CallExport, exportCall } from '@/lib/export/export-call';
import { contentDisposition } from './content-disposition';
import { cutOffStalled } from './cut-off-stalled';

/**
 * Answers `GET` or `HEAD /api/calls/{uniqueId}/download`: the call as a ZIP that is made while it is
 * sent, no faster than the client takes it. Its length is not known in advance. Where a file cannot
 * be finished the connection breaks, so that nobody takes a part for the whole.
 */
export async function answerCallDownload(
  services: Services,
  actor: Actor,
  uniqueId: string,
  {
    request,
    response,
    headers,
    signal,
  }: {
    request: IncomingMessage;
    response: ServerResponse;
    headers: Readonly<Record<string, string>>;
    signal: AbortSignal;
  },
): Promise<void> {
  const call = await exportCall(services, actor, uniqueId, signal);
  response.writeHead(200, {
    ...headers,
    'Accept-Ranges': 'none',
    'Cache-Control': 'private, no-store',
    'Content-Disposition': contentDisposition(`${call.folder}.zip`),
    'Content-Type': 'application/zip',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  cutOffStalled(response);
  try {
    await pipeline(zipOf(call), response);
  } catch (error) {
    // The pipeline has broken the connection.
    if (!signal.aborted) services.spool.report(error);
  } finally {
    call.close();
  }
}

/** Stored, not compressed: audio hardly shrinks. Sizes of 4 GiB and more are written as zip64. */
async function* zipOf({ folder, files }: CallExport): AsyncGenerator<Uint8Array> {
  const reader = makeZip(zipEntries(folder, files())).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

async function* zipEntries(folder: string, files: ReturnType<CallExport['files']>) {
  for await (const { file, lastModified, bytes } of files) {
    yield { name: `${folder}/${file}`, lastModified, input: bytes };
  }
}
