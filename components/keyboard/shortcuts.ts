import { SHORTCUTS, type ShortcutEntry } from './shortcut-table';

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
function shortcutCaps(entry: ShortcutEntry): readonly string[] {
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
