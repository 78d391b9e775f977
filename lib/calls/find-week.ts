import type { Span } from '@/lib/access/audit/week/read-week';
import {
  type FindingKind,
  MOST_FINDINGS_OF_A_KIND,
  type WeekFinding,
} from '@/lib/contract/week-review';
import {
  findFailedSignIns,
  findMassDownloads,
  findOutsideSpells,
  type HeardDay,
} from './rules/find-in-week';
import type { WeekDays } from './rules/week-days';
import { isWorkingTime, type WorkingHours } from './rules/working-hours';
import type { ReviewRule, Services } from './services';

const WEEK_MS = 7 * 86_400_000;
/** What is usual is what was in so many weeks before. */
const USUAL_WEEKS = 4;

/**
 * What is out of the ordinary in a week, kind by kind, in the order of time.
 *
 * @param rule What it goes by, which is not the settings of today where the week is signed off.
 * @throws LegatoError `database-unavailable`.
 */
export async function findWeek(
  services: Services,
  { startsMs, endMs }: WeekDays,
  days: readonly HeardDay[],
  rule: ReviewRule,
): Promise<WeekFinding[]> {
  const { workingHours, limits } = rule;
  const span = { fromMs: startsMs[0] ?? endMs, toMs: endMs };
  const before = { fromMs: span.fromMs - USUAL_WEEKS * WEEK_MS, toMs: span.fromMs };
  return [
    ...(await massDownloads(services, span, before, limits.filesInAnHour)),
    ...(await outsideHours(services, days, before, workingHours)),
    ...(await openedByMany(services, span, limits.peopleOfACall)),
    ...(await failedSignIns(services, span, before, limits.failedSignIns)),
    ...(await newAddresses(services, span)),
  ];
}

async function massDownloads(
  { access, rules }: Services,
  span: Span,
  before: Span,
  filesInAnHour: number,
) {
  const { log } = access;
  if (!log) return [];
  const found = findMassDownloads(await log.week.taken(span), filesInAnHour);
  const usual = await log.week.countTaken(before, idsOf(found));
  return found.map(({ actorId, name, role, byToken, files, wholeCalls, ...when }): WeekFinding => {
    const times = timesOf(rules, when);
    return {
      kind: 'mass-download',
      key: keyOf('mass-download', actorId ?? name, times),
      ...times,
      ...{ personId: actorId, name, role, byToken, files, wholeCalls },
      usual: aWeek(usual.get(actorId ?? '') ?? 0),
      log: {
        ...logSpan(rules, when),
        ...personOf(actorId),
        action: byToken ? 'listened' : 'saved',
      },
    };
  });
}

async function outsideHours(
  { access, rules, review }: Services,
  days: readonly HeardDay[],
  before: Span,
  workingHours: WorkingHours,
) {
  const { log } = access;
  if (!log) return [];
  const found = findOutsideSpells(days, workingHours);
  const quarters = await log.week.quartersOf(before, idsOf(found), review.timeZone);
  const usual = new Map<string, Set<string>>();
  for (const { personId, weekday, quarter, uniqueId } of quarters) {
    if (isWorkingTime(workingHours, weekday, quarter * 15)) continue;
    usual.set(personId, (usual.get(personId) ?? new Set()).add(uniqueId));
  }
  return found.map(({ actorId, name, role, calls, seconds, ...when }): WeekFinding => {
    const times = timesOf(rules, when);
    return {
      kind: 'outside-hours',
      key: keyOf('outside-hours', actorId ?? name, times),
      ...times,
      ...{ personId: actorId, name, role, calls, heardSeconds: seconds },
      usual: aWeek(usual.get(actorId ?? '')?.size ?? 0),
      log: { ...logSpan(rules, when), ...personOf(actorId), action: 'listened' },
    };
  });
}

async function openedByMany({ access, rules }: Services, span: Span, peopleOfACall: number) {
  const found =
    (await access.log?.week.openedByMany(span, peopleOfACall, MOST_FINDINGS_OF_A_KIND * 2)) ?? [];
  return found.map(({ fromMs, toMs, ...call }): WeekFinding => {
    const times = timesOf(rules, { fromMs, toMs });
    return {
      kind: 'opened-by-many',
      key: keyOf('opened-by-many', call.uniqueId, times),
      ...times,
      ...call,
      log: { ...logSpan(rules, { fromMs, toMs }), call: call.uniqueId, action: 'everything' },
    };
  });
}

async function failedSignIns(
  { access, rules }: Services,
  span: Span,
  before: Span,
  atLeast: number,
) {
  const { log } = access;
  if (!log) return [];
  const people = log.people();
  const byId = new Map(people.map(({ id, username }) => [id, username]));
  const byUsername = new Map(people.map((person) => [person.username, person]));
  const found = findFailedSignIns(await log.week.signIns(span), (id) => byId.get(id), atLeast);
  const usual = found.length > 0 ? await log.week.countFailures(before) : [];
  return found.map(({ username, address, times: count, ...when }): WeekFinding => {
    const person = username === null ? undefined : byUsername.get(username);
    const times = timesOf(rules, when);
    const earlier = usual.filter((row) =>
      username === null
        ? row.username === null && row.address === address
        : row.username === username,
    );
    return {
      kind: 'failed-sign-ins',
      key: keyOf('failed-sign-ins', username ?? `from ${address}`, times),
      ...times,
      personId: person?.id ?? null,
      name: person?.name ?? username ?? 'No such person',
      role: person?.role ?? null,
      ...{ address, times: count },
      usual: aWeek(earlier.reduce((sum, row) => sum + row.times, 0)),
      log: { ...logSpan(rules, when), action: 'sign-in-failed' },
    };
  });
}

async function newAddresses({ access, rules }: Services, span: Span) {
  const found = (await access.log?.week.newAddresses(span, MOST_FINDINGS_OF_A_KIND * 2)) ?? [];
  return found.map(
    ({ actorId, name, role, byToken, addresses, count, sinceMs, ...did }): WeekFinding => {
      const times = timesOf(rules, did);
      return {
        kind: 'new-address',
        key: keyOf('new-address', byToken ? `token of ${actorId}` : actorId, times),
        ...times,
        ...{ personId: actorId, name, role, byToken, addresses, count },
        acts: [
          ...(did.hasSignedIn ? ['signed-in' as const] : []),
          ...(did.hasListened ? ['listened' as const] : []),
          ...(did.hasSaved ? ['saved' as const] : []),
        ],
        seenSince: rules.zonedIso(sinceMs),
        log: { ...logSpan(rules, did), ...personOf(actorId), action: 'everything' },
      };
    },
  );
}

interface When {
  fromMs: number;
  toMs: number;
}

/** Its last second is part of it. */
const logSpan = ({ zonedIso }: Services['rules'], { fromMs, toMs }: When) => ({
  from: zonedIso(fromMs),
  to: zonedIso(toMs + 1_000),
});

const timesOf = ({ zonedIso }: Services['rules'], { fromMs, toMs }: When) => ({
  from: zonedIso(fromMs),
  to: zonedIso(toMs),
});

const keyOf = (kind: FindingKind, what: string, { from }: { from: string }) =>
  `${kind} ${from} ${what}`.slice(0, 300);
const personOf = (personId: string | null): Record<string, string> =>
  personId === null ? {} : { person: personId };
const idsOf = (found: readonly { actorId: string | null }[]) => [
  ...new Set(found.flatMap(({ actorId }) => actorId ?? [])),
];
const aWeek = (count: number): number => Math.round((count / USUAL_WEEKS) * 10) / 10;
