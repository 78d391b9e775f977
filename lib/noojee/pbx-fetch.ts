/** What the client needs of an answer; every `Response` has it. */
export interface PbxResponse {
  status: number;
  headers: { get(name: string): string | null };
  body: AsyncIterable<Uint8Array> | null;
}

/**
 * Carries one request to the PBX: `createPbxFetch`, or a simulated PBX's `(Request) => Response`.
 * The built-in `fetch` fits as well, but in Node 20 it may forget a request's signal once the headers
 * came, so that a silent body is not cancelled.
 */
export type PbxFetch = (request: Request) => Promise<PbxResponse>;
