/** How fast and how loud this browser's listener wants it, remembered from call to call. */
export interface PlayerSettings {
  speed: number;
  volume: number;
}

/** The speeds on offer. The pitch is kept at every one of them. */
export const SPEEDS = [1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

const KEY = 'legato.player';
const DEFAULTS: PlayerSettings = { speed: 1, volume: 1 };

/** What was remembered; the defaults where nothing was, or nothing sensible. */
export function readPlayerSettings(storage: Pick<Storage, 'getItem'>): PlayerSettings {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return DEFAULTS;
    const speed = 'speed' in stored ? SPEEDS.find((known) => known === stored.speed) : undefined;
    const volume = 'volume' in stored ? stored.volume : undefined;
    return {
      speed: speed ?? DEFAULTS.speed,
      volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : DEFAULTS.volume,
    };
  } catch {
    return DEFAULTS;
  }
}

/** Remembers them, where the browser lets us. */
export function writePlayerSettings(
  storage: Pick<Storage, 'setItem'>,
  settings: PlayerSettings,
): void {
  try {
    storage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Storage is full or forbidden: the settings then last as long as the page.
  }
}

/** The next speed of the list; the same one at its end. */
export function stepSpeed(speed: number, direction: 'slower' | 'faster'): number {
  return direction === 'faster'
    ? (SPEEDS.find((candidate) => candidate > speed) ?? speed)
    : (SPEEDS.findLast((candidate) => candidate < speed) ?? speed);
}
