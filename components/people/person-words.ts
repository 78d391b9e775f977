import type { PersonRow, RoleName } from '@/lib/contract/people';
import { formatShortDate } from './day-words';

export const ROLE_NAMES: Readonly<Record<RoleName, string>> = {
  agent: 'Agent',
  supervisor: 'Supervisor',
  'recording-manager': 'Recording manager',
};

/** Where somebody stands, in words; `needsAct` where a recording manager has to do something. */
export function stateOf(person: PersonRow, today: string): { words: string; needsAct: boolean } {
  const { isActive, switchedOffAt, lockedUntil, role, noojeeUsernames } = person;
  if (!isActive) {
    const when = switchedOffAt ? ` ${formatShortDate(switchedOffAt.slice(0, 10), today)}` : '';
    return { words: `Switched off${when}`, needsAct: false };
  }
  if (lockedUntil) return { words: `Locked until ${lockedUntil.slice(11, 16)}`, needsAct: true };
  if (role === 'agent' && noojeeUsernames.length === 0) {
    return { words: 'No username yet', needsAct: true };
  }
  if (!person.canSignIn && person.lastSeenAt === null && person.tokens === 0) {
    return { words: 'No password yet', needsAct: true };
  }
  return { words: 'Active', needsAct: false };
}

/** The second factor in words; `required` is one that is missing. */
export const secondFactorOf = ({ secondFactor }: PersonRow): string =>
  ({ on: 'On', off: 'Off', required: 'Off, required' })[secondFactor];

/** Whether somebody has to act about him. */
export const needsAttention = (person: PersonRow, today: string): boolean =>
  stateOf(person, today).needsAct || person.secondFactor === 'required';

/** The teams of a person in words: those of today first. */
export function teamsOf(person: PersonRow, today: string): string {
  if (person.supervises.length > 0) {
    return `Supervises ${person.supervises.map(({ name }) => name).join(', ')}`;
  }
  const current = person.memberOf.filter(
    ({ firstDay, lastDay }) => firstDay <= today && (lastDay === null || lastDay >= today),
  );
  const later = person.memberOf.filter(({ firstDay }) => firstDay > today);
  const parts = [
    current.map(({ team }) => team.name).join(', '),
    later.length > 0 ? `later ${later.map(({ team }) => team.name).join(', ')}` : '',
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(', ');
  const last = person.memberOf.toSorted((a, b) => a.firstDay.localeCompare(b.firstDay)).at(-1);
  return last?.lastDay ? `Until ${formatShortDate(last.lastDay, today)}: ${last.team.name}` : '–';
}
