/** Pages on which keys mean something. */
export type KeyPage = 'call' | 'calls';

interface ShortcutEntry {
  label: string;
  group: 'Listening' | 'On the strip' | 'Finding';
  /** Where it is active; `everywhere` includes pages without keys of their own. */
  where: KeyPage | 'everywhere';
  /** `KeyboardEvent.key` of each key that triggers it. */
  keys: readonly string[];
  /** Arrows mean one thing with Shift and another without; characters carry their own Shift. */
  withShift?: boolean;
  /** Neighbours of one row stand together in the help, under this label. */
  row?: string;
  /** Drawn in the help: the keys themselves, unless a range is shorter. */
  caps?: readonly string[];
  /** Handled by the list that has the focus, not by the page: the help tells it all the same. */
  isOfFocusedRow?: boolean;
}

/** The one table of keys: it feeds the handler, `aria-keyshortcuts`, the tooltips and the help. */
export const SHORTCUTS = {
  'play-pause': {
    label: 'Play or pause',
    group: 'Listening',
    where: 'call',
    keys: [' '],
  },
  'back-10': {
    row: 'Back or forward 10 seconds',
    label: 'Back 10 seconds',
    group: 'Listening',
    where: 'call',
    keys: ['ArrowLeft'],
    withShift: false,
  },
  'forward-10': {
    row: 'Back or forward 10 seconds',
    label: 'Forward 10 seconds',
    group: 'Listening',
    where: 'call',
    keys: ['ArrowRight'],
    withShift: false,
  },
  'back-1': {
    label: 'Back 1 second',
    group: 'Listening',
    where: 'call',
    keys: ['ArrowLeft'],
    withShift: true,
  },
  'forward-1': {
    label: 'Forward 1 second',
    group: 'Listening',
    where: 'call',
    keys: ['ArrowRight'],
    withShift: true,
  },
  'previous-leg': {
    label: 'Start of leg, again: previous leg',
    group: 'Listening',
    where: 'call',
    keys: ['['],
  },
  'next-leg': { label: 'Next leg', group: 'Listening', where: 'call', keys: [']'] },
  'play-leg': {
    label: 'Play leg 1 to 9',
    group: 'Listening',
    where: 'call',
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    caps: ['1', 'to', '9'],
  },
  slower: {
    row: 'Slower or faster',
    label: 'Slower',
    group: 'Listening',
    where: 'call',
    keys: ['<'],
  },
  faster: {
    row: 'Slower or faster',
    label: 'Faster',
    group: 'Listening',
    where: 'call',
    keys: ['>'],
  },
  'zoom-in': {
    row: 'Zoom in or out',
    label: 'Zoom in',
    group: 'On the strip',
    where: 'call',
    keys: ['+', '='],
  },
  'zoom-out': {
    row: 'Zoom in or out',
    label: 'Zoom out',
    group: 'On the strip',
    where: 'call',
    keys: ['-'],
  },
  'copy-link': {
    label: 'Copy link to this moment',
    group: 'On the strip',
    where: 'call',
    keys: ['c'],
  },
  download: {
    label: 'Download this leg',
    group: 'On the strip',
    where: 'call',
    keys: ['d'],
    withShift: false,
  },
  'download-call': {
    label: 'Download whole call',
    group: 'On the strip',
    where: 'call',
    keys: ['d'],
    withShift: true,
  },
  'previous-row': {
    row: 'Move between calls or legs',
    label: 'Previous call or leg',
    group: 'Finding',
    where: 'call',
    keys: ['ArrowUp'],
    withShift: false,
  },
  'next-row': {
    row: 'Move between calls or legs',
    label: 'Next call or leg',
    group: 'Finding',
    where: 'call',
    keys: ['ArrowDown'],
    withShift: false,
  },
  'open-call': {
    label: 'Open the call',
    group: 'Finding',
    where: 'calls',
    keys: ['Enter'],
    isOfFocusedRow: true,
  },
  search: { label: 'Search', group: 'Finding', where: 'everywhere', keys: ['/'] },
  help: { label: 'All keys', group: 'Finding', where: 'everywhere', keys: ['?'] },
} as const satisfies Record<string, ShortcutEntry>;

export type ShortcutId = keyof typeof SHORTCUTS;

/** Lists the table in its order, for the help. */
export function listShortcuts(): (ShortcutEntry & { id: string })[] {
  return Object.entries<ShortcutEntry>(SHORTCUTS).map(([id, entry]) => ({ ...entry, id }));
}

/** The rows of the help: entries with a common row are one. */
export function listHelpRows() {
  const rows: { id: string; label: string; group: string; caps: readonly string[] }[] = [];
  for (const entry of listShortcuts()) {
    const label = entry.row ?? entry.label;
    const last = rows.at(-1);
    if (last && last.label === label) last.caps = [...last.caps, ...shortcutCaps(entry)];
    else rows.push({ id: entry.id, label, group: entry.group, caps: shortcutCaps(entry) });
  }
  return rows;
}

const CAPS: Record<string, string> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  '-': '−',
};

const capOf = (key: string) => CAPS[key] ?? (/^[a-z]$/.test(key) ? key.toUpperCase() : key);

/** What to draw for a shortcut: `['Shift', '←']`. */
export function shortcutCaps(entry: ShortcutEntry): readonly string[] {
  if (entry.caps) return entry.caps;
  const [first] = entry.keys;
  return [...(entry.withShift ? ['Shift'] : []), ...(first ? [capOf(first)] : [])];
}

/** Caps for a tooltip of the control that does the same. */
export function capsOf(id: ShortcutId): string[] {
  return [...shortcutCaps(SHORTCUTS[id])];
}

/** The value of `aria-keyshortcuts` for the control that does the same. */
export function ariaKeys(id: ShortcutId, onlyKey?: string): string {
  const entry: ShortcutEntry = SHORTCUTS[id];
  return (onlyKey ? [onlyKey] : entry.keys)
    .map((key) => (key === ' ' ? 'Space' : key === '+' ? 'Plus' : key))
    .map((key) => (entry.withShift ? `Shift+${key}` : key))
    .join(' ');
}

/** Letters, digits and signs can be switched off (WCAG 2.1.4); named keys and Space stay. */
export function isCharacterKey(key: string): boolean {
  return key.length === 1 && key !== ' ';
}
