import 'server-only';
import { getWeek } from '@/lib/calls/get-week';
import { giveReason } from '@/lib/calls/give-reason';
import { listLogPeople } from '@/lib/calls/read-log';
import { signOffWeek } from '@/lib/calls/sign-off-week';
import { verifyLog } from '@/lib/calls/verify-log';
import { ReasonBody } from '@/lib/contract/heard';
import type { LogPeople } from '@/lib/contract/listening-log';
import { ROUTES } from '@/lib/contract/routes';
import { SignOffBody, type WeekReview } from '@/lib/contract/week-review';
import { LegatoError } from '@/lib/errors';
import { jsonAnswer } from './answer';
import { answerJsonLines } from './answer-json-lines';
import { parseBody } from './read-body';
import { type Address, jsonLine, line, type Question, readUniqueId } from './route-line';

/** A week of the log: asked by the API and by its page. */
export const GET_WEEK: Question<string, WeekReview> = {
  contract: ROUTES.getWeek,
  right: 'review-listening',
  read: readDay,
  audit: null,
  value: ({ services, actor }, day) => getWeek(services, actor, day),
  fitsPage: () => true,
};

/** Whose listening one may ask for: asked by the API and by the page of the log. */
export const LIST_LOG_PEOPLE: Question<null, LogPeople> = {
  contract: ROUTES.listLogPeople,
  right: 'read-listening',
  read: () => null,
  audit: null,
  value: async ({ services, actor }) => listLogPeople(services, actor),
  fitsPage: ({ people }) => people.length <= 2_000,
};

/** The lines of the table by which the log is reviewed, and by which a reason to listen is given. */
export const REVIEW_LINES = {
  giveReason: line({
    contract: ROUTES.giveReason,
    right: 'hear-legs',
    read: readUniqueId,
    // The reason is a row of its own, which the verb writes.
    audit: null,
    answer: async ({ services, actor, requestId, client, incoming, signal }, uniqueId) => {
      const { reason } = await parseBody(ReasonBody, incoming);
      await giveReason(services, { actor, requestId, client }, uniqueId, reason, signal);
      return jsonAnswer({ ok: true });
    },
  }),
  listLogPeople: jsonLine(LIST_LOG_PEOPLE),
  verifyLog: line({
    contract: ROUTES.verifyLog,
    right: 'verify-audit',
    read: () => null,
    // What was found is a row of its own, which the verb writes at its end.
    audit: null,
    streams: true,
    answer: async ({ services, actor, requestId, client, signal }) => ({
      kind: 'bytes',
      send: (request, response, headers) =>
        answerJsonLines(verifyLog(services, { actor, requestId, client }), {
          ...{ request, response, headers, signal },
          waitsForFirst: true,
        }),
    }),
  }),
  getWeek: jsonLine(GET_WEEK),
  signOffWeek: line({
    contract: ROUTES.signOffWeek,
    right: 'review-listening',
    read: readDay,
    // Signing off is a row of its own, which the verb writes.
    audit: null,
    answer: async ({ services, actor, requestId, client, incoming }, day) => {
      const body = await parseBody(SignOffBody, incoming);
      const who = { actor, requestId, client };
      return jsonAnswer(await signOffWeek(services, who, day, body));
    },
  }),
};

/** Years in which there may be a log, so that no calendar is led astray. */
const DAY = /^20\d\d-\d\d-\d\d$/;

function readDay({ path }: Address): string {
  const day = path.day ?? '';
  const isDay = DAY.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  if (isDay) return day;
  throw new LegatoError('invalid-request', 'A week is named by one of its days: 2026-11-24.');
}
