import type { Direction, Warning } from '@/lib/contract/call';

/** One leg as the PBX reports it, in our words. A missing or unreadable value is null. */
export interface NoojeeLeg {
  uniqueId: string;
  leg: number;
  callRecordId: string | null;
  tag: string | null;
  username: string | null;
  source: string | null;
  destination: string | null;
  did: string | null;
  direction: Direction | null;
  /** ISO 8601 with the offset of the PBX's zone at that moment: `2026-11-24T10:42:07+11:00`. */
  startedAt: string;
  durationSeconds: number;
  /** Fields of this leg that could not be read. */
  warnings: Warning[];
}

/** A reply about legs: those that could be read, and a warning for each that could not. */
export interface NoojeeReply {
  legs: NoojeeLeg[];
  warnings: Warning[];
}

/** What the recording path's template can name. */
export interface LegAddress {
  uniqueId: string;
  leg: number;
  callRecordId: string | null;
  tag: string | null;
}

/** The bytes of one leg as they arrive. `contentLength` is null where the PBX gave none. */
export interface NoojeeRecording {
  contentLength: number | null;
  body: AsyncIterable<Uint8Array>;
}

export interface AuthenticateResult {
  generation: 'api-key' | 'hash';
  /** The PBX's clock minus ours; null where the PBX did not say what time it is. */
  clockSkewMs: number | null;
}

/**
 * The Recording API of one PBX. Every method throws NoojeeError. When `signal` aborts, and no
 * other caller waits for the same answer, the question to the PBX is cancelled.
 */
export interface NoojeeClient {
  /** Asks whether the PBX accepts the key, with the cheapest question there is. */
  authenticate(signal?: AbortSignal): Promise<AuthenticateResult>;
  retrieveMetaData(tag: string, signal?: AbortSignal): Promise<NoojeeReply>;
  retrieveMetaDataByUniqueId(uniqueId: string, signal?: AbortSignal): Promise<NoojeeReply>;
  /** Legs that ended in an hour of the PBX's zone. `date` is `yyyy-MM-dd`, `hour` 0 to 23. */
  retrieveMetaDataByHour(date: string, hour: number, signal?: AbortSignal): Promise<NoojeeReply>;
  /** One leg's audio. Resolves when the first bytes can be read; aborting `signal` ends the body. */
  retrieveRecording(address: LegAddress, signal: AbortSignal): Promise<NoojeeRecording>;
}
