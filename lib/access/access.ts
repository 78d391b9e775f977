import { type Actor, identifyActor, LOCAL_PERSON, type RequestHead } from './actor';
import { createHearingJudge, type DivideLegs } from './hearable-legs';
import { createDirectory } from './people/directory';

/** What is written down of a request, before its first byte is answered. */
export interface AuditEvent {
  action: AuditAction;
  actor: Actor;
  requestId: string;
  /** What was asked for, such as the tag or the leg. */
  subject: Readonly<Record<string, string | number>>;
}
export type AuditAction = 'searched' | 'opened-call' | 'listened' | 'saved' | 'checked-pbx';

/** Bytes of a leg that were handed to the network for one request, `to` not included. */
export interface SentBytes {
  requestId: string;
  actor: Actor;
  uniqueId: string;
  leg: number;
  from: number;
  to: number;
}

/** Who asks, what they may hear, and what is kept of it. */
export interface Access {
  /** @throws LegatoError `forbidden` or `signed-out`. */
  identify(request: RequestHead): Promise<Actor>;
  divideLegs: DivideLegs;
  hearsEverything(actor: Actor): boolean;
  /**
   * Rejects where nothing can be written down: then nothing is answered either. Null where nothing has to
   * be written.
   */
  audit(event: AuditEvent): Promise<void> | null;
  /** What a listener really got, chunk by chunk. */
  reportSent(sent: SentBytes): void;
}

/** Access as long as there is no sign-in: one person, who hears everything, and no audit to keep. */
export function createAccess(): Access {
  const { id, name, username, role } = LOCAL_PERSON;
  const local = { id, name, username, role, email: null, isActive: true, noojeeUsernames: [] };
  const directory = createDirectory([local], []);
  const { divideLegs, hearsEverything } = createHearingJudge(() => directory, {
    systemUsers: new Set(),
    sharesSystemLegs: true,
  });
  return {
    identify: identifyActor,
    divideLegs,
    hearsEverything,
    audit: () => null,
    reportSent: () => {},
  };
}
