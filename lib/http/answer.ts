import type { IncomingMessage, ServerResponse } from 'node:http';

/** Text that is sent in one go: JSON, or a problem. */
export interface TextAnswer {
  kind: 'text';
  status: number;
  headers: Record<string, string>;
  body: string;
  /** `Set-Cookie`, one header each (RFC 6265, 4.1). */
  cookies?: readonly string[];
}

/** Bytes that are sent as they come, on a plain Node response. */
export interface ByteAnswer {
  kind: 'bytes';
  /**
   * Resolves when the response has ended or the client has gone. What it throws before headers were sent
   * is answered as a problem; afterwards the connection breaks.
   *
   * @param headers What every answer to this request carries, to be sent along.
   */
  send(
    request: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): Promise<void>;
}

export type Answer = TextAnswer | ByteAnswer;

/** What every answer of the API carries. */
export const COMMON_HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** JSON with status 200 that nobody keeps, unless `options` say otherwise. */
export function jsonAnswer(
  value: unknown,
  { status = 200, cacheControl }: { status?: number; cacheControl?: string } = {},
): TextAnswer {
  const headers: Record<string, string> = { ...COMMON_HEADERS, 'Content-Type': 'application/json' };
  if (cacheControl) headers['Cache-Control'] = cacheControl;
  return { kind: 'text', status, headers, body: JSON.stringify(value) };
}
