import type { Access } from '@/lib/access/access';
import type { Spool } from '@/lib/audio/spool/create-spool';
import type { Timers } from '@/lib/concurrency/with-deadline';
import type { WavesMode } from '@/lib/contract/waveform';
import type { ReviewLimits } from '@/lib/contract/week-review';
import type { NoojeeClient } from '@/lib/noojee/leg';
import type { CheckHealth } from './check-pbx';
import type { CutReplies } from './cut-replies';
import type { LegDirectory } from './leg-directory';
import type { CallRules } from './rules/assemble-call';
import type { WorkingHours } from './rules/working-hours';

/** When people work, and from where on something is a finding. */
export interface ReviewRule {
  workingHours: WorkingHours;
  limits: ReviewLimits;
}

/** What the verbs work with; lib/server/runtime.ts joins it. */
export interface Services {
  access: Access;
  noojee: NoojeeClient;
  directory: LegDirectory;
  cutReplies: CutReplies;
  rules: CallRules;
  /** What the review of a week goes by, with the zone of the PBX. */
  review: ReviewRule & { timeZone: string };
  spool: Spool;
  /** When legs are fetched for their waveforms: `measureLeg` goes by it, and nothing else. */
  waves: WavesMode;
  checkHealth: CheckHealth;
  /** Wall clock, in epoch milliseconds. */
  now: () => number;
  timers: Timers;
}
