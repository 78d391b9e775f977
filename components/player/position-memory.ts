/** Where this browser's listener was in a call. */
export interface RememberedPosition {
  uniqueId: string;
  /** Call time. */
  seconds: number;
}

const KEY = 'legato.positions';
/** The oldest is forgotten first. */
const MOST_CALLS = 200;

type ReadStorage = Pick<Storage, 'getItem'>;

/** Where the listener was in a call; null where nothing is known. */
export function readPosition(storage: ReadStorage, uniqueId: string): number | null {
  return readPositions(storage).find((known) => known.uniqueId === uniqueId)?.seconds ?? null;
}

/** Remembers the place, or forgets the call where `seconds` is null. */
export function writePosition(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  uniqueId: string,
  seconds: number | null,
): void {
  const others = readPositions(storage).filter((known) => known.uniqueId !== uniqueId);
  const own = seconds === null ? [] : [{ uniqueId, seconds: Math.floor(seconds) }];
  try {
    storage.setItem(KEY, JSON.stringify([...own, ...others].slice(0, MOST_CALLS)));
  } catch {
    // Storage is full or forbidden: the place is then known for as long as the page is open.
  }
}

function readPositions(storage: ReadStorage): RememberedPosition[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPosition) : [];
  } catch {
    return [];
  }
}

function isPosition(value: unknown): value is RememberedPosition {
  return (
    typeof value === 'object' &&
    value !== null &&
    'uniqueId' in value &&
    typeof value.uniqueId === 'string' &&
    'seconds' in value &&
    typeof value.seconds === 'number' &&
    value.seconds >= 0
  );
}
