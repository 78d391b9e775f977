/** A leg that is further below the loudest than this is left alone: it is a bad line, not a quiet voice. */
const REACH_DB = 12;

/**
 * How much each leg is turned down so that all speak equally loud: factors of the listener's volume, at
 * most 1. `speechDb` is the loudness of what is spoken, below full scale; legs without it stay as they are.
 */
export function legLevels(
  speechDb: ReadonlyMap<number, number | null>,
): ReadonlyMap<number, number> {
  const known = [...speechDb].flatMap(([leg, db]) => (db === null ? [] : [{ leg, db }]));
  const loudest = Math.max(...known.map(({ db }) => db));
  const target = Math.min(...known.map(({ db }) => db).filter((db) => db >= loudest - REACH_DB));
  return new Map(known.map(({ leg, db }) => [leg, Math.min(1, 10 ** ((target - db) / 20))]));
}
