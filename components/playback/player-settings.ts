/** How this browser's listener wants to hear calls, remembered from call to call. */
export interface PlayerSettings {
  speed: number;
  volume: number;
  clock: 'call' | 'listening';
  skipsWaiting: boolean;
  isLevelled: boolean;
  gaps: 'beat' | 'real';
}

/** The speeds on offer. The pitch is kept at every one of them. */
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

const KEY = 'legato.player';

/** Nothing is left out or turned down before somebody asks for it. */
export const DEFAULT_SETTINGS: PlayerSettings = {
  speed: 1,
  volume: 1,
  clock: 'call',
  skipsWaiting: false,
  isLevelled: false,
  gaps: 'beat',
};

/** The part of the player's state that is remembered. */
export function settingsOf(state: PlayerSettings): PlayerSettings {
  const { speed, volume, clock, skipsWaiting, isLevelled, gaps } = state;
  return { speed, volume, clock, skipsWaiting, isLevelled, gaps };
}

/** What was remembered; the defaults where nothing was, or nothing sensible. */
export function readPlayerSettings(storage: Pick<Storage, 'getItem'>): PlayerSettings {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return DEFAULT_SETTINGS;
    const read = (name: keyof PlayerSettings): unknown => Reflect.get(stored, name);
    const volume = read('volume');
    return {
      speed: SPEEDS.find((known) => known === read('speed')) ?? DEFAULT_SETTINGS.speed,
      volume:
        typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : DEFAULT_SETTINGS.volume,
      clock: read('clock') === 'listening' ? 'listening' : 'call',
      skipsWaiting: read('skipsWaiting') === true,
      isLevelled: read('isLevelled') === true,
      gaps: read('gaps') === 'real' ? 'real' : 'beat',
    };
  } catch {
    return DEFAULT_SETTINGS;
  }
}

/** Remembers them, where the browser allows it. */
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
