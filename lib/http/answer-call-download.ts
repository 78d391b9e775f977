import 'server-only';
import { pipeline } from 'node:stream/promises';
import { makeZip } from 'client-zip';
import { type CallExport, exportCall } from '@/lib/export/export-call';
import type { BytesRequest } from './answer-bytes';
import { contentDisposition } from './content-disposition';

/**
 * Answers `GET` or `HEAD /api/calls/{uniqueId}/download`: the call as a ZIP that is made while it is
 * sent, no faster than the client takes it. The length is not known beforehand. Where a file cannot be
 * finished the connection breaks, so that nobody takes a part for the whole.
 */
export async function answerCallDownload(asked: BytesRequest): Promise<void> {
  const { request, response, runtime, actor, uniqueId, departure } = asked;
  const room = { ...runtime.room, spool: runtime.spool };
  const call = await exportCall(room, actor, uniqueId, departure);
  response.writeHead(200, {
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
  try {
    await pipeline(zipOf(call), response);
  } catch (error) {
    if (departure.aborted) return;
    runtime.spool.report(error);
    throw error;
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
