import type { Stage } from './stage';

/** One part of the benchmark, run on its own servers. */
export interface Part {
  /** As it is named on the command line. */
  name: string;
  title: string;
  /** Its targets do not depend on the machine: one that is missed is an error of the program. */
  mustPass?: true;
  run(bench: Bench): Promise<PartResult>;
}

/** What a part is given. */
export interface Bench {
  /** Fewer rounds: enough to see that it works, too few to believe in. */
  isQuick: boolean;
  stage: Stage;
  /** Shows what is being measured now. */
  say(sentence: string): void;
}

export interface PartResult {
  tables: Table[];
  checks: Check[];
  /** What a reader must know to read the figures: a reference that is missing, a void run. */
  notes: string[];
}

export interface Table {
  title: string;
  columns: readonly string[];
  rows: string[][];
}

/** One figure that has a target. */
export interface Check {
  what: string;
  measured: number;
  target: number;
  /** The side of the target on which it must lie. */
  must: 'be at least' | 'be at most';
  /** Empty for a ratio. */
  unit: '' | 'ms' | 'KB';
}

/** Whether a figure meets its target. A figure that could not be measured does not. */
export const isMet = ({ measured, target, must }: Check): boolean =>
  must === 'be at least' ? measured >= target : measured <= target;
