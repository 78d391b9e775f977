import type { Actor } from '@/lib/access/actor';
import type { Listener } from '@/lib/access/audit/create-listening';
import type { SignOffBody, WeekReview } from '@/lib/contract/week-review';
import { LegatoError } from '@/lib/errors';
import { getWeek } from './get-week';
import type { Services } from './services';

/**
 * Signs off a week: all of its findings were looked at, or the note says why not. What was found and what the reviewer
 * says of it becomes a row of the log.
 *
 * @param day Any day of the week.
 * @returns The week as it is then.
 * @throws LegatoError `invalid-request` for a week that is not over, is signed off already, or has findings that nobody
 *   looked at; `database-unavailable`.
 */
export async function signOffWeek(
  services: Services,
  who: Listener & { actor: Actor },
  day: string,
  body: SignOffBody,
): Promise<WeekReview> {
  const { access } = services;
  const week = await getWeek(services, who.actor, day);
  if (!access.log) throw new LegatoError('not-found', 'This Legato keeps no log.');
  if (!week.isOver) {
    throw new LegatoError('invalid-request', 'This week is not over: sign it off from Monday on.');
  }
  const said = new Map(body.findings.map((one) => [one.key, one]));
  const findings = week.findings.map(({ key }) => ({
    key,
    isLookedAt: said.get(key)?.isLookedAt ?? false,
    note: said.get(key)?.note.trim() ?? '',
  }));
  const note = body.note.trim();
  if (note === '' && findings.some(({ isLookedAt }) => !isLookedAt)) {
    throw new LegatoError(
      'invalid-request',
      'Look at every finding first, or say in the findings why not.',
    );
  }
  const by = { workingHours: week.workingHours, ...week.limits };
  const subject = { from: week.from, to: week.to, note, findings, by };
  await access.log.signOffWeek({ ...who, action: 'reviewed', subject });
  return await getWeek(services, who.actor, day);
}
