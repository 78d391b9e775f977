import { median, spread } from './statistics';

/** Past this the reference itself was disturbed, and nothing can be said of a ratio to it. */
const MOST_SPREAD = 0.25;
const TRIES = 3;

export interface Contestant<Result> {
  name: string;
  measure(): Promise<Result>;
}

export interface Rounds<Result> {
  /** What each contestant measured, in the order of the rounds. */
  results: Map<string, Result[]>;
  /** Spread of the reference, as a share of its median. */
  referenceSpread: number;
  /** Even the calmest of the tries was disturbed. */
  isVoid: boolean;
}

interface RoundsOptions<Result> {
  contestants: readonly Contestant<Result>[];
  rounds: number;
  /** Name of the contestant that the others are compared with. */
  reference: string;
  /** What the spread is measured by. */
  rateOf: (result: Result) => number;
  /** How far the reference's rates lie apart, as a share of their median; from least to most if left out. */
  spreadOf?: (rates: readonly number[]) => number;
  /** How often at most everything is measured; three times if left out. */
  tries?: number;
  say: (sentence: string) => void;
}

/**
 * Measures the contestants in turn, round by round, so that what disturbs the machine disturbs all of
 * them. Repeats the whole when the reference spreads too far, and keeps the calmest try.
 */
export async function measureInterleaved<Result>(
  options: RoundsOptions<Result>,
): Promise<Rounds<Result>> {
  const { tries = TRIES } = options;
  let calmest: Rounds<Result> | null = null;
  for (let attempt = 1; attempt <= tries; attempt++) {
    const results = await measureOnce(options);
    const rates = (results.get(options.reference) ?? []).map(options.rateOf);
    const referenceSpread = (options.spreadOf ?? spread)(rates);
    const isVoid = referenceSpread > MOST_SPREAD;
    if (!calmest || referenceSpread < calmest.referenceSpread) {
      calmest = { results, referenceSpread, isVoid };
    }
    if (!isVoid) break;
    const percent = Math.round(referenceSpread * 100);
    options.say(`Void: ${options.reference} spread ${percent} % (try ${attempt} of ${tries}).`);
  }
  if (!calmest) throw new Error('nothing was measured');
  return calmest;
}

async function measureOnce<Result>({ contestants, rounds }: RoundsOptions<Result>) {
  const results = new Map<string, Result[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    // Another one goes first each time: the one after a heavy one finds a warmer machine.
    const first = round % contestants.length;
    const order = [...contestants.slice(first), ...contestants.slice(0, first)];
    for (const { name, measure } of order) results.get(name)?.push(await measure());
  }
  return results;
}

/** Median of the ratios within each round, which is calmer than the ratio of two medians. */
export function pairedRatio<Result>(
  { results }: Rounds<Result>,
  name: string,
  reference: string,
  figureOf: (result: Result) => number,
): number {
  const references = results.get(reference) ?? [];
  const ratios = (results.get(name) ?? []).map((result, round) => {
    const paired = references[round];
    return paired === undefined ? Number.NaN : figureOf(result) / figureOf(paired);
  });
  return median(ratios);
}
