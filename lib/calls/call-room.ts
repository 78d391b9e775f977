import type { Spool } from '@/lib/audio/spool/create-spool';
import type { NoojeeClient } from '@/lib/noojee/leg';
import type { LegDirectory } from './leg-directory';
import type { CallRules } from './rules/assemble-call';

/** What the verbs work with; lib/server/runtime.ts joins it. */
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
