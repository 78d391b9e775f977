import 'server-only';
import { keyOfListened, type ListenedLeg } from '@/lib/access/audit/create-listening';
import { getHeard, getHeardOfCalls } from '@/lib/calls/get-heard';
import { exportLog, readLog } from '@/lib/calls/read-log';
import { readSittings } from '@/lib/calls/read-sittings';
import { reportListening } from '@/lib/calls/report-listening';
import { type HeardOfCall, ListeningReport, MOST_CALLS_HEARD } from '@/lib/contract/heard';
import { type LogPage, type LogQuery, parseLogQuery } from '@/lib/contract/listening-log';
import { parseUniqueIds } from '@/lib/contract/parse-request';
import { ROUTES } from '@/lib/contract/routes';
import { parseSittingQuery, type SittingPage, type SittingQuery } from '@/lib/contract/sittings';
import { LegatoError } from '@/lib/errors';
import { jsonAnswer } from './answer';
import { answerLogExport, LOG_FORMATS } from './answer-log-export';
import { parseBody } from './read-body';
import { type Asking, jsonLine, line, orRefuse, type Question, readUniqueId } from './route-line';

/** Who heard what: asked by the API and by the page of the log. */
export const READ_SITTINGS: Question<SittingQuery, SittingPage> = {
  contract: ROUTES.readSittings,
  right: 'read-listening',
  read: ({ query }) => orRefuse(parseSittingQuery(query)),
  audit: null,
  value: ({ services, actor }, query) => readSittings(services, actor, query),
  fitsPage: () => true,
};

/** What was done: asked by the API and by the page of the log. */
export const READ_LOG: Question<LogQuery, LogPage> = {
  contract: ROUTES.readLog,
  right: 'read-listening',
  read: ({ query }) => orRefuse(parseLogQuery(query)),
  audit: null,
  value: ({ services, actor }, query) => readLog(services, actor, query),
  fitsPage: () => true,
};

const MOST_HEARINGS_IN_A_PAGE = 500;

/** Which seconds of a call were heard: asked by the API and by the page of the call. */
export const GET_HEARD: Question<string, HeardOfCall> = {
  contract: ROUTES.getHeard,
  right: 'read-listening',
  read: readUniqueId,
  audit: null,
  value: ({ services, actor, signal }, uniqueId) => getHeard(services, actor, uniqueId, signal),
  fitsPage: ({ legs }) =>
    legs.reduce((sum, { by }) => sum + 1 + by.length, 0) <= MOST_HEARINGS_IN_A_PAGE,
};

/** The lines of the table that are about who heard what. */
export const LISTENING_LINES = {
  getHeard: jsonLine(GET_HEARD),
  getHeardOfCalls: line({
    contract: ROUTES.getHeardOfCalls,
    right: 'read-listening',
    read: ({ query }) => orRefuse(parseUniqueIds(query, MOST_CALLS_HEARD)),
    audit: null,
    answer: async ({ services, actor }, uniqueIds) =>
      jsonAnswer(await getHeardOfCalls(services, actor, uniqueIds)),
  }),
  reportListening: line({
    contract: ROUTES.reportListening,
    right: 'hear-legs',
    read: () => null,
    // Its rows are what was heard, which the verb writes.
    audit: null,
    answer: async ({ services, actor, requestId, client, incoming, signal }) => {
      const report = await parseBody(ListeningReport, incoming, { mayBeText: true });
      const listener = { actor, requestId, client };
      return jsonAnswer(await reportListening(services, listener, report, signal));
    },
  }),
  readSittings: jsonLine(READ_SITTINGS),
  readLog: jsonLine(READ_LOG),
  exportLog: line({
    contract: ROUTES.exportLog,
    right: 'read-listening',
    read({ query }) {
      const { format, filters } = readFormat(query);
      return { format, text: filters.toString(), filter: orRefuse(parseLogQuery(filters)) };
    },
    audit: ({ format, text }) => ({ action: 'log-exported', subject: { format, query: text } }),
    streams: true,
    answer: async ({ services, actor, signal }, { format, filter }) => ({
      kind: 'bytes',
      send: (request, response, headers) =>
        answerLogExport(exportLog(services, actor, filter), format, {
          ...{ request, response, headers, signal },
        }),
    }),
  }),
};

function readFormat(query: URLSearchParams) {
  const filters = new URLSearchParams(query);
  const [asked, ...more] = query.getAll('format');
  const format = LOG_FORMATS.find((one) => one === asked);
  filters.delete('format');
  const isPart = filters.has('cursor') || filters.has('limit');
  if (format && more.length === 0 && !isPart) return { format, filters };
  throw new LegatoError(
    'invalid-request',
    'Give format=csv or format=jsonl, and filters: a file has all rows that they fit.',
  );
}

/** Null where nothing has to be written: a listening goes on, or no sound is asked for. */
export function beginListening(
  { services, incoming, actor, requestId, client }: Asking,
  leg: ListenedLeg,
): Promise<void> | null {
  if (incoming.method === 'HEAD') return null;
  return services.access.listening?.begin({ actor, requestId, client }, leg) ?? null;
}

/**
 * A leg is taken as a file, or with `isWholeCall` all of its call. Null where nothing has to be
 * written: a download goes on in pieces, or is only asked about.
 */
export function recordSaving(
  { services, incoming, actor, requestId, client }: Asking,
  leg: ListenedLeg,
  { isWholeCall = false }: { isWholeCall?: boolean } = {},
): Promise<void> | null {
  if (incoming.method === 'HEAD') return null;
  const { uniqueId, username, startedAt, durationSeconds } = leg;
  const subject = {
    uniqueId,
    ...(!isWholeCall && { leg: leg.leg, owner: username, startedAt, durationSeconds }),
    tag: leg.tag ?? null,
    source: leg.source ?? null,
    destination: leg.did ?? leg.destination ?? null,
  };
  const isPiece = !isWholeCall && incoming.header('range') !== null;
  const oncePer = isPiece ? keyOfListened(actor, leg) : undefined;
  return services.access.audit({ action: 'saved', subject, actor, requestId, client }, oncePer);
}
