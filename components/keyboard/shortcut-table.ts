/** Pages on which keys mean something. */
export type KeyPage = 'call' | 'calls' | 'people';

export interface ShortcutEntry {
  label: string;
  group: 'Listening' | 'On the strip' | 'Finding';
  /** Where it is active; `everywhere` includes pages without keys of their own. */
  where: KeyPage | 'everywhere';
  /** `KeyboardEvent.key` of each key that triggers it. */
  keys: readonly string[];
  /** Arrows mean one thing with Shift and another without; characters carry their own Shift. */
  withShift?: boolean;
  /** Consecutive entries with the same row share one line of the help, under this label. */
  row?: string;
  /** Drawn in the help: the keys themselves, unless a range is shorter. */
  caps?: readonly string[];
  /** Handled by the focused list, not by the page; listed in the help all the same. */
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
  'back-30': {
    label: 'Back 30 seconds',
    group: 'Listening',
    where: 'call',
    keys: ['PageDown'],
    withShift: true,
    caps: ['Shift', 'PgDn'],
  },
  'forward-30': {
    label: 'Forward 30 seconds',
    group: 'Listening',
    where: 'call',
    keys: ['PageUp'],
    withShift: true,
    caps: ['Shift', 'PgUp'],
  },
  'previous-leg': {
    label: 'Start of leg; press again for previous leg',
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
  mute: { label: 'Mute', group: 'Listening', where: 'call', keys: ['m'] },
  'skip-waiting': { label: 'Skip silence', group: 'Listening', where: 'call', keys: ['s'] },
  level: { label: 'Level the volume', group: 'Listening', where: 'call', keys: ['v'] },
  'next-unheard': {
    label: 'Go on at what is not heard yet',
    group: 'Listening',
    where: 'call',
    keys: ['u'],
  },
  clock: {
    label: 'Call time or listening time',
    group: 'On the strip',
    where: 'call',
    keys: ['t'],
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
  'call-start': {
    row: 'Start or end of the call',
    label: 'Start of the call',
    group: 'On the strip',
    where: 'call',
    keys: ['Home'],
  },
  'call-end': {
    row: 'Start or end of the call',
    label: 'End of the call',
    group: 'On the strip',
    where: 'call',
    keys: ['End'],
  },
  'loop-from': { label: 'Loop from here', group: 'On the strip', where: 'call', keys: ['i'] },
  'loop-to': {
    label: 'Loop to here, and start looping',
    group: 'On the strip',
    where: 'call',
    keys: ['o'],
  },
  'clear-loop': {
    label: 'Clear the loop',
    group: 'On the strip',
    where: 'call',
    keys: ['Escape'],
    caps: ['Esc'],
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
  'look-at': {
    label: 'Finding of a week looked at',
    group: 'Finding',
    where: 'calls',
    keys: ['x'],
    isOfFocusedRow: true,
  },
  'write-note': {
    label: 'Note on a finding',
    group: 'Finding',
    where: 'calls',
    keys: ['e'],
    isOfFocusedRow: true,
  },
  'add-here': {
    label: 'Add a person, or somebody to the team',
    group: 'Finding',
    where: 'people',
    keys: ['a'],
  },
  change: { label: 'Change the person or team', group: 'Finding', where: 'people', keys: ['e'] },
  'team-before': {
    row: 'Team before or after',
    label: 'Team before',
    group: 'Finding',
    where: 'people',
    keys: ['['],
  },
  'team-after': {
    row: 'Team before or after',
    label: 'Team after',
    group: 'Finding',
    where: 'people',
    keys: [']'],
  },
  'close-beside': {
    label: 'Close what is beside the list',
    group: 'Finding',
    where: 'people',
    keys: ['Escape'],
    caps: ['Esc'],
  },
  search: { label: 'Search', group: 'Finding', where: 'everywhere', keys: ['/'] },
  help: { label: 'All keys', group: 'Finding', where: 'everywhere', keys: ['?'] },
} as const satisfies Record<string, ShortcutEntry>;
