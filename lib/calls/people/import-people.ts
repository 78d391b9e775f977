import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { DoneBy } from '@/lib/access/desk/audited-change';
import type { ListedPerson } from '@/lib/access/people/add-people';
import type { ImportBody, ImportResult } from '@/lib/contract/people';
import { LegatoError } from '@/lib/errors';
import type { Services } from '../services';
import { requireDesk, todayOf } from './require-desk';

const MOST_LINES = 500;
const LONGEST_RECORD = 4_000;
const NEEDED = ['username', 'name', 'role'] as const;
const KNOWN: readonly string[] = [
  ...NEEDED,
  'noojee_usernames',
  'email',
  'team',
  'first_day',
  'last_day',
];

const Records = z.array(
  z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) }),
);

/**
 * Adds the people of a CSV file, with the teams that they join: all of them, or none where one line is wrong. With
 * `apply` false it only says what it would do. Columns: `username`, `name`, `role`, and where wanted `noojee_usernames`
 * with semicolons between them, `email`, `team`, `first_day`, `last_day`.
 *
 * @throws LegatoError `invalid-request` for what is no such file at all.
 */
export async function importPeople(
  services: Services,
  by: DoneBy,
  { csv, apply }: ImportBody,
): Promise<ImportResult> {
  const desk = requireDesk(services);
  const { listed, mistakes } = readList(csv, todayOf(services));
  if (mistakes.length > 0) {
    return { isApplied: false, lines: listed.length, mistakes, added: [] };
  }
  const judged = apply ? await desk.importPeople(by, listed) : desk.judgeImport(listed);
  return {
    isApplied: apply && judged.mistakes.length === 0,
    lines: listed.length,
    mistakes: judged.mistakes,
    added:
      judged.mistakes.length > 0
        ? []
        : judged.ready.map(({ person, team }) => ({
            username: person.username,
            name: person.name,
            role: person.role,
            noojeeUsernames: [...person.noojeeUsernames],
            team: team?.name ?? null,
          })),
  };
}

function readList(csv: string, today: string) {
  const listed: ListedPerson[] = [];
  const mistakes: ImportResult['mistakes'] = [];
  for (const { record, info } of readRecords(csv)) {
    const cell = (name: string) => (record[name] ?? '').trim();
    const line = info.lines;
    if (Object.values(record).every((value) => value.trim() === '')) continue;
    const missing = NEEDED.filter((name) => cell(name) === '');
    if (missing.length > 0) {
      mistakes.push({ line, sentence: `There is no ${missing.join(', no ')}.` });
      continue;
    }
    listed.push({
      line,
      person: {
        username: cell('username'),
        name: cell('name'),
        role: cell('role')
          .toLowerCase()
          .replaceAll(/[\s_]+/g, '-'),
        email: cell('email') || null,
        noojeeUsernames: cell('noojee_usernames')
          .split(/[;|]/)
          .map((name) => name.trim())
          .filter(Boolean),
      },
      team: cell('team') || null,
      days: { firstDay: cell('first_day') || today, lastDay: cell('last_day') || null },
    });
  }
  if (listed.length + mistakes.length === 0) refuse('There is nobody in this file.');
  return { listed, mistakes };
}

function readRecords(csv: string) {
  const [head = ''] = csv.split(/\r?\n/, 1);
  try {
    const records = parse(csv, {
      bom: true,
      // Spreadsheets of some countries write semicolons; names are then parted by a bar.
      delimiter: head.includes(',') ? ',' : head.includes('\t') ? '\t' : ';',
      columns: readHead,
      info: true,
      max_record_size: LONGEST_RECORD,
      skip_empty_lines: true,
      to: MOST_LINES + 1,
    });
    if (records.length > MOST_LINES) refuse(`At most ${MOST_LINES} people are added at once.`);
    return Records.parse(records);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error ? `Line ${String(error.lines)}: ` : '';
    return refuse(
      `${line}${SENTENCES[error.code] ?? 'this is not CSV as it should be'}. Nobody was added.`,
    );
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: 'it has more or fewer fields than the first line',
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and not closed',
  CSV_MAX_RECORD_SIZE: 'it is too long',
  CSV_INVALID_CLOSING_QUOTE: 'there is text after a closing quotation mark',
  INVALID_OPENING_QUOTE: 'there is a quotation mark within a field',
};

function readHead(head: string[]): string[] {
  const names = head.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const foreign = names.filter((name) => !KNOWN.includes(name));
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    refuse(`Line 1: the first line names the columns, and ${missing.join(', ')} is missing.`);
  }
  if (foreign.length > 0) {
    refuse(
      `Line 1: there is no column ${foreign[0]?.slice(0, 40)}. Known are ${KNOWN.join(', ')}.`,
    );
  }
  if (new Set(names).size < names.length) refuse('Line 1: a column is named twice.');
  return names;
}

function refuse(sentence: string): never {
  throw new LegatoError('invalid-request', sentence);
}
