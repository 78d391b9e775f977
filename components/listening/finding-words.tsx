import type { ReactNode } from 'react';
import { formatDay } from '@/components/wording/format-clock';
import { formatCount, formatCounted } from '@/components/wording/format-count';
import { formatDuration } from '@/components/wording/format-duration';
import { formatCaller, formatNumber } from '@/components/wording/format-number';
import { visibleText } from '@/lib/contract/visible-text';
import type { FindingKind, WeekFinding, WeekReview } from '@/lib/contract/week-review';
import { roleWords } from './log-words';

/** The head of each kind of finding: what it is, and from where on in this week. */
export function kindWords(
  kind: FindingKind,
  { limits, workingHours }: Pick<WeekReview, 'limits' | 'workingHours'>,
): { title: string; rule: string } {
  switch (kind) {
    case 'mass-download':
      return {
        title: 'Mass downloads',
        rule: `more than ${formatCounted(limits.filesInAnHour, 'file')} in an hour`,
      };
    case 'outside-hours':
      return {
        title: 'Listening outside working hours',
        rule: `outside ${workingHours.replaceAll('-', ' – ')}, by the clock of the PBX`,
      };
    case 'opened-by-many':
      return {
        title: `Calls opened by ${formatCount(limits.peopleOfACall)} people or more`,
        rule: 'in this week',
      };
    case 'failed-sign-ins':
      return {
        title: 'Failed sign-ins',
        rule: `${formatCount(limits.failedSignIns)} or more in a row`,
      };
    case 'new-address':
      return {
        title: 'New addresses',
        rule: 'from where somebody was not seen before this week',
      };
  }
}

/** A finding in the words of its row. */
export function findingWords(finding: WeekFinding): {
  who: string;
  role: string;
  /** What leads to the rows of the log. */
  what: string;
  more: ReactNode;
  usual: string;
} {
  switch (finding.kind) {
    case 'mass-download': {
      const { name, role, byToken, files, wholeCalls } = finding;
      return {
        who: name,
        role: byToken ? 'By a token' : roleWords(role),
        what: formatCounted(files, 'file'),
        more: wholeCalls > 0 && `, ${formatCounted(wholeCalls, 'whole call')} among them`,
        usual: usualWords(finding.usual, 'file'),
      };
    }
    case 'outside-hours': {
      const { name, role, calls, heardSeconds } = finding;
      return {
        who: name,
        role: roleWords(role),
        what: `${formatCounted(calls, 'call')}, ${formatDuration(heardSeconds)} heard`,
        more: null,
        usual: usualWords(finding.usual, 'call'),
      };
    }
    case 'opened-by-many': {
      const { people, agents, source, destination, tag, uniqueId, usual } = finding;
      const numbers = `${formatCaller(source)} → ${destination ? formatNumber(destination) : '–'}`;
      return {
        who: `${people} people`,
        role: `${formatCounted(agents, 'agent')}, ${formatCounted(people - agents, 'other')}`,
        what: source === null && destination === null ? visibleText(uniqueId) : numbers,
        more: tag && `, ${visibleText(tag)}`,
        usual: formatCounted(usual, 'person', 'people'),
      };
    }
    case 'failed-sign-ins': {
      const { name, role, times, address, usual } = finding;
      return {
        who: name,
        role: roleWords(role),
        what: formatCounted(times, 'time'),
        more: address ? ` from ${address}` : ' from several addresses',
        usual: usual === 0 ? 'none' : `${formatCount(usual)} a week`,
      };
    }
    case 'new-address': {
      const { name, role, byToken, addresses, count, acts, seenSince } = finding;
      const rest = count - addresses.length;
      return {
        who: name,
        role: byToken ? 'By a token' : roleWords(role),
        what: addresses.join(', '),
        more: `${rest > 0 ? ` and ${formatCount(rest)} more` : ''}: ${acts.map((act) => ACT_WORDS[act]).join(', ')}`,
        usual: `since ${formatDay(seenSince).split(' ').slice(1).join(' ')}`,
      };
    }
  }
}

const ACT_WORDS = {
  'signed-in': 'signed in',
  listened: 'listened',
  saved: 'took files',
} as const;

const usualWords = (usual: number, noun: string): string =>
  usual === 0 ? 'none' : `${formatCounted(usual, noun)} a week`;

/** `Wed 18 Nov 21:10 – 22:48`, or with both days. */
export function whenWords({ from, to }: Pick<WeekFinding, 'from' | 'to'>): string {
  const day = (iso: string) => formatDay(iso).split(' ').slice(0, 3).join(' ');
  const start = `${day(from)} ${from.slice(11, 16)}`;
  if (from.slice(0, 16) === to.slice(0, 16)) return start;
  const isOneDay = from.slice(0, 10) === to.slice(0, 10);
  return `${start} – ${isOneDay ? '' : `${day(to)} `}${to.slice(11, 16)}`;
}
