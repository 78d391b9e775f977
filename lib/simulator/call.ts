/** One leg of a simulated call. Instants are epoch milliseconds on whole seconds. */
export interface SimulatedLeg {
  leg: number;
  callRecordId: number;
  username: string;
  source: string;
  destination: string;
  did: string;
  startMs: number;
  durationSeconds: number;
  /** The duration that is sent, where it is not the true one; null where the field is left out. */
  statedDuration?: string | null;
  sound: 'waiting' | 'talk' | 'ringing-then-talk';
  /** How much quieter than other legs it is, in decibels; GSM has only one loudness. */
  quieterDb?: number;
  /** Tag of the audio fault or container that this leg shows, where it shows one. */
  audio: string | null;
  /** Its own tag, where it does not carry the call's. */
  tag?: string;
}

/** A call as the simulated PBX knows it: one direction for all its legs, and one tag for most. */
export interface SimulatedCall {
  uniqueId: string;
  tag: string;
  direction: Direction;
  legs: SimulatedLeg[];
}

export type Direction = 'inbound' | 'outbound' | 'internal';

export const legEndMs = (leg: SimulatedLeg) => leg.startMs + leg.durationSeconds * 1000;
