import type * as z from 'zod';
import type { Actor } from '@/lib/access/actor';
import { AUDIT_SUBJECTS } from '@/lib/access/audit/audit-event';
import type { AuditRow } from '@/lib/access/audit/audit-row';
import {
  FINDING_KINDS,
  MOST_FINDINGS_OF_A_KIND,
  type SignOff,
  type WeekFinding,
  type WeekReview,
} from '@/lib/contract/week-review';
import { LegatoError } from '@/lib/errors';
import { findWeek } from './find-week';
import type { HeardDay } from './rules/find-in-week';
import { weekOf, weeksLater } from './rules/week-days';
import { isWorkingTime, parseWorkingHours } from './rules/working-hours';
import type { ReviewRule, Services } from './services';

const WEEKS_BEFORE = 8;
const DAY_HOURS = 24;

/**
 * A week of the log as its reviewer looks at it: what was heard when, what is out of the ordinary, and whether it is
 * signed off.
 *
 * @param day Any day of the week, `yyyy-MM-dd`.
 * @throws LegatoError `not-found` where nothing is written down, `database-unavailable`.
 */
export async function getWeek(services: Services, _actor: Actor, day: string): Promise<WeekReview> {
  const { access, review, rules, now } = services;
  const { log } = access;
  if (!log) throw new LegatoError('not-found', 'This Legato keeps no log.');
  const week = weekOf(day, review.timeZone);
  const monday = week.days[0] ?? day;
  const days: HeardDay[] = [];
  // One after the other: each is a statement that reads a day.
  for (const [index, fromMs] of week.startsMs.entries()) {
    const toMs = week.startsMs[index + 1] ?? week.endMs;
    const heard = fromMs > now() ? [] : await log.week.heard({ fromMs, toMs }, review.timeZone);
    days.push({ weekday: index + 1, heard });
  }
  const signOffs = await readLatest(services, 'reviewed', 200);
  const reviewed = findReviewed(signOffs, monday)?.subject;
  const rule = ruleOf(review, reviewed);
  const findings = (await findWeek(services, week, days, rule)).filter(staysAsReviewed(reviewed));
  const [verified, first] = [
    await readLatest(services, 'log-verified', 1),
    await log.read({ ...EVERYTHING, direction: 'oldest-first', limit: 1 }),
  ];
  const firstDay = rules.zonedIso(Date.parse(first[0]?.at ?? '') || now()).slice(0, 10);
  const listed = FINDING_KINDS.map((kind) => findings.filter((one) => one.kind === kind));
  return {
    from: monday,
    to: week.days[6] ?? day,
    isOver: week.endMs <= now(),
    ...heardOf(days),
    isWorkingHour: Array.from({ length: 7 * DAY_HOURS }, (_, hour) =>
      [0, 15, 30, 45].some((minute) =>
        isWorkingTime(
          rule.workingHours,
          Math.floor(hour / DAY_HOURS) + 1,
          (hour % DAY_HOURS) * 60 + minute,
        ),
      ),
    ),
    workingHours: rule.workingHours.text,
    limits: rule.limits,
    findings: listed.flatMap((ofKind) => ofKind.slice(0, MOST_FINDINGS_OF_A_KIND)),
    notListed: Object.fromEntries(
      listed.flatMap((ofKind) => {
        const more = ofKind.length - MOST_FINDINGS_OF_A_KIND;
        return ofKind[0] && more > 0 ? [[ofKind[0].kind, more]] : [];
      }),
    ),
    signOff: signOffOf(services, signOffs, monday),
    verified: verifiedOf(services, verified[0]),
    before: weeksBefore(services, signOffs, monday, firstDay),
  };
}

const NO_FILTER = { fromMs: null, toMs: null, personId: null, uniqueId: null, actions: [] };
const EVERYTHING = { filter: NO_FILTER, reach: { kind: 'everything' }, from: null } as const;

async function readLatest(
  { access }: Services,
  action: 'reviewed' | 'log-verified',
  limit: number,
): Promise<AuditRow[]> {
  const filter = { ...NO_FILTER, actions: [action] };
  return (
    (await access.log?.read({ ...EVERYTHING, filter, direction: 'newest-first', limit })) ?? []
  );
}

function heardOf(days: readonly HeardDay[]): Pick<WeekReview, 'heard' | 'heardByHour'> {
  const heardByHour = Array.from({ length: 7 * DAY_HOURS }, () => 0);
  const people = new Set<string>();
  const legs = new Set<string>();
  let seconds = 0;
  for (const { weekday, heard } of days) {
    for (const row of heard) {
      const hour = (weekday - 1) * DAY_HOURS + Math.floor(row.quarter / 4);
      heardByHour[hour] = (heardByHour[hour] ?? 0) + row.seconds;
      people.add(row.actorId ?? row.name);
      legs.add(`${row.uniqueId} ${row.leg}`);
      seconds += row.seconds;
    }
  }
  return { heardByHour, heard: { seconds, people: people.size, legs: legs.size } };
}

const Reviewed = AUDIT_SUBJECTS.reviewed;

type Reviewed = z.infer<typeof Reviewed>;

/** The row by which a week was signed off. */
function findReviewed(
  rows: readonly AuditRow[],
  monday: string,
): { row: AuditRow; subject: Reviewed } | null {
  for (const row of rows) {
    const reviewed = Reviewed.safeParse(row.subject);
    if (reviewed.success && reviewed.data.from === monday) return { row, subject: reviewed.data };
  }
  return null;
}

/** What was signed off stays as it was when the settings change. */
function ruleOf(
  { workingHours, limits }: Services['review'],
  reviewed: Reviewed | undefined,
): ReviewRule {
  if (!reviewed?.by) return { workingHours, limits };
  const { workingHours: hours, ...itsLimits } = reviewed.by;
  return { workingHours: parseWorkingHours(hours) ?? workingHours, limits: itsLimits };
}

/** What is new depends on rows before the week, which go with time: it is as it was when the week was signed off. */
function staysAsReviewed(reviewed: Reviewed | undefined): (finding: WeekFinding) => boolean {
  const keys = new Set(reviewed?.findings.map(({ key }) => key));
  return ({ kind, key }) => kind !== 'new-address' || !reviewed || keys.has(key);
}

function signOffOf({ rules }: Services, rows: readonly AuditRow[], monday: string): SignOff | null {
  const reviewed = findReviewed(rows, monday);
  if (!reviewed) return null;
  const { row, subject } = reviewed;
  const at = rules.zonedIso(Date.parse(row.at));
  return { at, name: row.actorName, note: subject.note, findings: subject.findings };
}

function verifiedOf({ rules }: Services, row: AuditRow | undefined): WeekReview['verified'] {
  const subject = AUDIT_SUBJECTS['log-verified'].safeParse(row?.subject);
  if (!row || !subject.success) return null;
  const { isWhole, rows, sentence, notedHead } = subject.data;
  const at = rules.zonedIso(Date.parse(row.at));
  return { at, name: row.actorName, isWhole, rows, sentence, notedHead };
}

function weeksBefore(
  services: Services,
  rows: readonly AuditRow[],
  monday: string,
  firstDay: string,
): WeekReview['before'] {
  return Array.from({ length: WEEKS_BEFORE }, (_, index) => {
    const from = weeksLater(monday, -1 - index);
    const to = weekOf(from, services.review.timeZone).days[6] ?? from;
    const signOff = signOffOf(services, rows, from);
    return {
      ...{ from, to },
      signOff: signOff && {
        ...{ at: signOff.at, name: signOff.name },
        findings: signOff.findings.length,
      },
    };
  }).filter(({ to }) => to >= firstDay);
}
