import { visibleText } from '@/lib/contract/visible-text';
import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { AuditRow } from '@/lib/access/audit/audit-row';
import { canonicalJson } from '@/lib/access/audit/canonical-json';
import { compressAnswer } from './compress-answer';

export const LOG_FORMATS = ['csv', 'jsonl'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

const COLUMNS = [
  'sequence',
  'at',
  'action',
  'actorId',
  'actorName',
  'actorRole',
  'actorBy',
  'address',
  'userAgent',
  'requestId',
  'subject',
  'previousHash',
  'hash',
] as const satisfies readonly (keyof AuditRow)[];
const TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson' };
/** Rows are handed on in pieces of about this many. */
const ROWS_AT_ONCE = 200;

/** Sends rows of the audit as a file, as they are read and no faster than the client takes them. */
export async function answerLogExport(
  rows: AsyncIterable<AuditRow>,
  format: LogFormat,
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
  compressAnswer(request, response);
  response.writeHead(200, {
    ...headers,
    'Cache-Control': 'private, no-store',
    'Content-Disposition': `attachment; filename="legato-log.${format}"`,
    'Content-Type': TYPES[format],
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.from(format === 'csv' ? asCsv(rows) : asLines(rows)), response);
  } catch (error) {
    // A file that breaks off breaks its connection: nobody takes a part for the whole.
    if (!signal.aborted) throw error;
  }
}

/** Lines that can be verified: docs/audit.md says how. */
async function* asLines(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  for await (const some of inPieces(rows)) {
    yield some.map((row) => `${canonicalJson(row)}\n`).join('');
  }
}

async function* asCsv(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\n`;
  for await (const some of inPieces(rows)) {
    const cells = some.map((row) => ({ ...row, subject: canonicalJson(row.subject) }));
    // What begins with = would be a formula in a spreadsheet, and a tag may begin with anything.
    yield stringify(cells, {
      columns: [...COLUMNS],
      escape_formulas: true,
      cast: { string: visibleText },
    });
  }
}

async function* inPieces(rows: AsyncIterable<AuditRow>): AsyncGenerator<AuditRow[]> {
  let piece: AuditRow[] = [];
  for await (const row of rows) {
    piece.push(row);
    if (piece.length < ROWS_AT_ONCE) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
