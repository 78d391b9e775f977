import { AuditActionName, MOST_LOG_ROWS } from './listening-log';
import { UNIQUE_ID_MAX_LENGTH } from './query-limits';
import { SITTING_ACTIONS, SITTING_CURSOR } from './sittings';
import { API_PATHS } from './url-paths';

/** As in routes.ts, which joins these to the others and judges them. */
interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  description: string;
  schema: Record<string, unknown>;
}

const uniqueId: Parameter = {
  name: 'uniqueId',
  in: 'path',
  description: 'The unique id of the call.',
  schema: { type: 'string', minLength: 1, maxLength: UNIQUE_ID_MAX_LENGTH },
};
const DAY: Parameter = {
  name: 'day',
  in: 'path',
  description: 'Any day of the week.',
  schema: { type: 'string', format: 'date' },
};
const ACTIONS: Parameter = {
  name: 'action',
  in: 'query',
  description: 'Rows of this action; may repeat. All where it is left out.',
  schema: { type: 'string', enum: [...AuditActionName.options] },
};
const instant = (name: string, description: string): Parameter => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string', format: 'date-time' },
});
const LOG_CURSOR: Parameter = {
  name: 'cursor',
  in: 'query',
  description: 'The nextCursor of an answer to the same question: what is before that.',
  schema: { type: 'string', pattern: '^[1-9]\\d{0,14}$' },
};
const LOG_FILTERS: readonly Parameter[] = [
  instant('from', 'Rows from this moment on.'),
  instant('to', 'Rows before this moment.'),
  {
    name: 'person',
    in: 'query',
    description: 'Rows of one person, by the personId that rows have.',
    schema: { type: 'string', minLength: 1, maxLength: UNIQUE_ID_MAX_LENGTH },
  },
  { ...uniqueId, in: 'query', description: 'Rows about one call.' },
  ACTIONS,
];

/** The routes about the log: who heard what, and the review of it. */
export const LOG_ROUTES = {
  readSittings: {
    method: 'GET',
    path: API_PATHS.readSittings,
    summary: 'Who heard which seconds of which leg, newest first, as far as one may know',
    parameters: [
      ...LOG_FILTERS.filter(({ name }) => name !== 'action'),
      {
        ...ACTIONS,
        description: 'What was listened to, or saved; may repeat. Both where it is left out.',
        schema: { type: 'string', enum: [...SITTING_ACTIONS] },
      },
      { ...LOG_CURSOR, schema: { type: 'string', pattern: SITTING_CURSOR.source } },
    ],
    answers: { 200: { description: 'A part of it.', schema: 'SittingPage' } },
  },
  readLog: {
    method: 'GET',
    path: API_PATHS.readLog,
    summary: 'What was done and what was heard, newest first, as far as one may read it',
    parameters: [
      ...LOG_FILTERS,
      {
        name: 'limit',
        in: 'query',
        description: 'At most so many rows.',
        schema: { type: 'integer', minimum: 1, maximum: MOST_LOG_ROWS },
      },
      LOG_CURSOR,
    ],
    answers: { 200: { description: 'A part of the log.', schema: 'LogPage' } },
  },
  exportLog: {
    method: 'GET',
    path: API_PATHS.exportLog,
    summary: 'The same as a file, in the order of the chain',
    parameters: [
      {
        name: 'format',
        in: 'query',
        description: '`jsonl` can be verified without Legato, `csv` is for spreadsheets.',
        schema: { type: 'string', enum: ['csv', 'jsonl'] },
      },
      ...LOG_FILTERS,
    ],
    answers: {
      200: { description: 'All rows that were asked for.', mediaType: 'application/x-ndjson' },
    },
  },
  giveReason: {
    method: 'POST',
    path: API_PATHS.giveReason,
    summary: 'Says why one is about to hear a call, where that is asked for',
    parameters: [uniqueId],
    body: 'ReasonBody',
    answers: { 200: { description: 'It is written down, and good for a day.', schema: 'Done' } },
  },
  listLogPeople: {
    method: 'GET',
    path: API_PATHS.listLogPeople,
    summary: 'Whose listening one may ask for, by name',
    parameters: [],
    answers: { 200: { description: 'These people.', schema: 'LogPeople' } },
  },
  verifyLog: {
    method: 'GET',
    path: API_PATHS.verifyLog,
    summary: 'Is the log as it was written? Read from its first row to its end',
    parameters: [],
    answers: {
      200: {
        description: 'JSON, a VerificationLine on each line, the last of which is what was found.',
        schema: 'VerificationLine',
        mediaType: 'application/x-ndjson',
      },
      429: { description: 'Somebody else has it verified at this moment.', schema: 'Problem' },
    },
  },
  getWeek: {
    method: 'GET',
    path: API_PATHS.getWeek,
    summary: 'A week of the log, as a reviewer looks at it',
    parameters: [DAY],
    answers: { 200: { description: 'The week.', schema: 'WeekReview' } },
  },
  signOffWeek: {
    method: 'POST',
    path: API_PATHS.signOffWeek,
    summary: 'Signs off a week that is over, once',
    parameters: [DAY],
    body: 'SignOffBody',
    answers: { 200: { description: 'The week, signed off.', schema: 'WeekReview' } },
  },
} as const;
