/** The version 3.0 of PostgreSQL's protocol, and the two other things a connection may begin with. */
const PROTOCOL_3 = 196_608;
const SSL_REQUEST = 80_877_103;
const CANCEL_REQUEST = 80_877_102;

/** No statement of ours is this large: a length beyond it is no length. */
const LONGEST_MESSAGE_BYTES = 256 * 1024 * 1024;

/** From 32,768 on PGlite 0.5 answers nothing, and stays broken; some room is left below that. */
export const MOST_BINDS = 30_000;

export type WireRequest =
  | { kind: 'startup' | 'ssl' | 'end' }
  /** Everything up to one ReadyForQuery; refused with a sentence where the embedded database breaks on it. */
  | { kind: 'request'; bytes: Uint8Array; refusal: string | null };

/**
 * Cuts what a client of PostgreSQL sends into requests. A request ends with a simple query or a Sync, so that
 * it can be run in one go.
 */
export class WireRequestReader {
  #bytes: Buffer = Buffer.alloc(0);
  #hasStarted = false;
  /** Where the message after the last complete one begins. */
  #place = 0;
  #refusal: string | null = null;

  /** @throws Error where the bytes are not PostgreSQL's protocol. */
  read(chunk: Uint8Array): WireRequest[] {
    this.#bytes =
      this.#bytes.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#bytes, chunk]);
    const requests: WireRequest[] = [];
    for (let next = this.#next(); next; next = this.#next()) requests.push(next);
    return requests;
  }

  #next(): WireRequest | null {
    if (!this.#hasStarted) return this.#nextBeforeStart();
    while (true) {
      const length = this.#messageLength(this.#place + 1);
      if (length === null) return null;
      const type = String.fromCharCode(this.#bytes[this.#place] ?? 0);
      const body = this.#bytes.subarray(this.#place + 5, this.#place + 1 + length);
      this.#refusal ??= refusalOf(type, body);
      this.#place += 1 + length;
      if (type === 'X') return { kind: 'end' };
      if (type !== 'Q' && type !== 'S') continue;
      const request = {
        kind: 'request',
        bytes: this.#take(this.#place),
        refusal: this.#refusal,
      } as const;
      this.#refusal = null;
      return request;
    }
  }

  #nextBeforeStart(): WireRequest | null {
    const length = this.#messageLength(0);
    if (length === null) return null;
    const code = this.#take(length).readInt32BE(4);
    if (code === SSL_REQUEST) return { kind: 'ssl' };
    if (code === CANCEL_REQUEST) return { kind: 'end' };
    if (code !== PROTOCOL_3) throw new Error('not a client of PostgreSQL');
    this.#hasStarted = true;
    return { kind: 'startup' };
  }

  /** The length that stands at `offset`, once that many bytes from there on have come. */
  #messageLength(offset: number): number | null {
    if (this.#bytes.length < offset + 4) return null;
    const length = this.#bytes.readInt32BE(offset);
    if (length < 4 || length > LONGEST_MESSAGE_BYTES) throw new Error('not a client of PostgreSQL');
    return this.#bytes.length < offset + length ? null : length;
  }

  #take(length: number): Buffer {
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    this.#place = 0;
    return taken;
  }
}

/** Either of them ends PGlite, or leaves it without an answer for good. */
function refusalOf(type: string, body: Buffer): string | null {
  if (type === 'B') {
    const binds = countBinds(body);
    return binds > MOST_BINDS
      ? `the statement has ${binds} values, and at most ${MOST_BINDS} are taken: pass arrays`
      : null;
  }
  if (type !== 'Q' && type !== 'P') return null;
  const sql = type === 'Q' ? body : body.subarray(body.indexOf(0) + 1);
  return /^\s*copy\b[\s\S]*\bfrom\s+stdin\b/i.test(sql.toString('latin1', 0, 2_000))
    ? 'the embedded database takes no COPY FROM STDIN: insert the rows'
    : null;
}

function countBinds(body: Buffer): number {
  const statement = body.indexOf(0) + 1;
  const formats = body.indexOf(0, statement) + 1;
  return body.readUInt16BE(formats + 2 + 2 * body.readUInt16BE(formats));
}
