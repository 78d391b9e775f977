/** What the client needs of an answer; every `Response` has it. */
export interface PbxResponse {
  status: number;
  headers: { get(name: string): string | null };
  body: AsyncIterable<Uint8Array> | null;
}

/**
 * Carries one request to the PBX. The built-in `fetch` fits, and so does a simulated PBX's
 * `(Request) => Promise<Response>`; production uses `createPbxFetch`.
 */
export type PbxFetch = (request: Request) => Promise<PbxResponse>;
