import { useCallback, useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import { createStoredValue } from '@/components/ui/stored-value';
import {
  LONGEST_FINDING_NOTE,
  LONGEST_WEEK_NOTE,
  MOST_FINDINGS,
  type WeekFinding,
} from '@/lib/contract/week-review';

const STORAGE_KEY = 'legato.week-reviews';
/** The week that was looked at longest ago is forgotten first. */
const MOST_WEEKS = 4;

/** What the reviewer says of one finding. */
const Said = z.object({
  isLookedAt: z.boolean(),
  note: z.string().check(z.maxLength(LONGEST_FINDING_NOTE)),
});
export type Said = z.infer<typeof Said>;

/** With the end of the finding as it was then: a mark does not cover what came later. */
const KeptSaid = z.extend(Said, { to: z.string() });
type KeptSaid = z.infer<typeof KeptSaid>;

/** What a reviewer has looked at and says of a week that is not signed off. */
const WeekDraft = z.object({
  note: z.string().check(z.maxLength(LONGEST_WEEK_NOTE)),
  /** By the key of the finding, the latest last. */
  said: z.array(z.tuple([z.string(), KeptSaid])),
});
export type WeekDraft = z.infer<typeof WeekDraft>;

/** By the Monday of the week, the latest last. */
const Drafts = z.array(z.tuple([z.string(), WeekDraft]));
type Drafts = z.infer<typeof Drafts>;

/** What a mark is about. */
type Found = Pick<WeekFinding, 'key' | 'to'>;

const NOTHING_SAID: Said = { isLookedAt: false, note: '' };
const EMPTY: WeekDraft = { note: '', said: [] };
const NONE: Drafts = [];

/** What this browser keeps of a week for the person who is signed in. Empty on the server. */
export function useWeekDraft(monday: string): WeekDraft {
  return useSyncExternalStore(
    stored.subscribe,
    useCallback(() => readDraft(monday), [monday]),
    () => EMPTY,
  );
}

/** What is kept of a week; empty where nothing is. The same object for as long as nothing changes. */
export const readDraft = (monday: string): WeekDraft =>
  readDrafts().find(([week]) => week === monday)?.[1] ?? EMPTY;

/** Says something of one finding, and leaves what another tab has said of the others. */
export function sayOfFinding(monday: string, { key, to }: Found, next: Partial<Said>): void {
  const { said, note } = readDraft(monday);
  const known = new Map(said).get(key);
  const now: KeptSaid = { ...(known ? saidNow(known, to) : NOTHING_SAID), ...next, to };
  const others = said.filter(([other]) => other !== key);
  const isSaid = now.isLookedAt || now.note !== '';
  writeDraft(monday, {
    note,
    said: [...others, ...(isSaid ? [[key, now] satisfies [string, KeptSaid]] : [])].slice(
      -MOST_FINDINGS,
    ),
  });
}

/** Writes the findings of the week, and leaves what was said of each. */
export const sayOfWeek = (monday: string, note: string): void =>
  writeDraft(monday, { ...readDraft(monday), note });

/** Forgets a week: what was said of it is in the log. */
export function forgetDraft(monday: string): void {
  if (readDraft(monday) !== EMPTY) writeDraft(monday, EMPTY);
}

/** What is said of each finding as it is now. A finding that has grown is to be looked at again; its note stays. */
export function saidOf({ said }: WeekDraft, findings: readonly Found[]): Map<string, Said> {
  const byKey = new Map(said);
  return new Map(
    findings.map(({ key, to }) => {
      const known = byKey.get(key);
      return [key, known ? saidNow(known, to) : NOTHING_SAID];
    }),
  );
}

const saidNow = ({ isLookedAt, note, to: seen }: KeptSaid, to: string): Said => ({
  isLookedAt: isLookedAt && seen === to,
  note,
});

const stored = createStoredValue(STORAGE_KEY, NONE, (kept) => Drafts.safeParse(kept).data ?? NONE);
/** What the storage did not take: it is then known for as long as the page is open. */
let unkept: Drafts | null = null;

const readDrafts = (): Drafts => unkept ?? stored.read();

/** Reading and writing is one step here, so that what another tab has written since is never written over. */
function writeDraft(monday: string, draft: WeekDraft): void {
  const isEmpty = draft.note === '' && draft.said.length === 0;
  const others = readDrafts().filter(([week]) => week !== monday);
  const own: Drafts = isEmpty ? [] : [[monday, draft]];
  const drafts = [...others, ...own].slice(-MOST_WEEKS);
  // Whoever listens reads at once, so it stands here before the storage was asked.
  unkept = drafts;
  if (stored.write(drafts)) unkept = null;
}
