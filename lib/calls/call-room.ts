import type { Spool } from '@/lib/audio/create-spool';
import type { NoojeeClient } from '@/lib/noojee/leg';
import type { CallRules } from './assemble-call';
import type { LegDirectory } from './leg-directory';

/** What the verbs work with; lib/runtime.ts joins it. */
export interface CallRoom {
  noojee: NoojeeClient;
  directory: LegDirectory;
  rules: CallRules;
  now: () => number;
}

/** And where audio is listened to or measured. */
export interface ListeningRoom extends CallRoom {
  spool: Spool;
}
