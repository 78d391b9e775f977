import * as z from 'zod';
import type { Direction, Warning } from '@/lib/contract/call';
import { isShortName, UNIQUE_ID_MAX_LENGTH } from '@/lib/contract/query-limits';
import { uniqueIdEpochSeconds } from '@/lib/contract/unique-id';
import { visibleText } from '@/lib/contract/visible-text';
import type { NoojeeLeg } from './leg';
import { nameFromPbx } from './pbx-names';
import { type DateForm, isZoneAssumed, readMoment } from './read-moment';

/** Every value is a string in the vendor's samples; numbers are accepted too (API note section 4). */
const Text = z.union([z.string(), z.number()]).transform((value) => nameFromPbx(String(value)));
/** Leg numbers go up to this. */
const MOST_LEGS = 9_999;
const LegNumber = Text.transform((text) => text.trim())
  .pipe(z.string().regex(/^\d{1,9}(\.0+)?$/))
  .transform(Number)
  .pipe(z.int().min(1).max(MOST_LEGS));
const Seconds = Text.transform((text) => text.trim())
  .pipe(z.string().regex(/^\d{1,6}(\.\d+)?$/))
  .transform(Number);
const DIRECTIONS: Record<string, Direction> = {
  '0': 'inbound',
  '1': 'outbound',
  '2': 'internal',
  inbound: 'inbound',
  outbound: 'outbound',
  internal: 'internal',
};
const DirectionName = Text.transform((text, context) => {
  const direction = DIRECTIONS[text.trim().toLowerCase()];
  if (direction) return direction;
  context.addIssue('unknown direction');
  return z.NEVER;
});

/** The fields of one leg; others are ignored. Each is validated by itself, in `readLeg`. */
const Row = z
  .object({
    UniqueId: z.unknown(),
    Leg: z.unknown(),
    Start: z.unknown(),
    callend: z.unknown(),
    Tag: z.unknown(),
    Duration: z.unknown(),
    Username: z.unknown(),
    CallRecordId: z.unknown(),
    DID: z.unknown(),
    Direction: z.unknown(),
    Source: z.unknown(),
    Destination: z.unknown(),
  })
  .partial();
type FieldName = keyof z.infer<typeof Row>;

/** Whether an object is meant to be a leg. */
export const looksLikeLeg = (value: object) =>
  'UniqueId' in value || 'CallRecordId' in value || ('Leg' in value && 'Start' in value);

/** Reads one leg, or gives a warning in its place: without call, number or start it cannot be shown. */
export function readLeg(value: unknown, form: DateForm): NoojeeLeg | Warning {
  const row = Row.safeParse(value);
  if (!row.success) return unreadableLeg('it is not an object');
  const warnings: Warning[] = [];

  function read<T>(name: FieldName, schema: z.ZodType<T>): T | null {
    const field = row.data?.[name];
    if (field === undefined || field === null) return null;
    if (typeof field === 'string' && field.trim() === '') return null;
    const parsed = schema.safeParse(field);
    if (parsed.success) return parsed.data;
    warnings.push(
      warning(name.toLowerCase(), `The ${LABELS[name]} of this leg could not be read.`),
    );
    return null;
  }

  /** As `read` with `Text`, and what nearly every field is goes past it: a reply may have 5,000 legs. */
  function readText(name: FieldName): string | null {
    const field = row.data?.[name];
    if (typeof field !== 'string') return read(name, Text);
    return field.trim() === '' ? null : nameFromPbx(field);
  }

  /** As `readText`, for numbers as they nearly always are: a few digits that the schema would take. */
  function readNumber(name: FieldName, schema: z.ZodType<number>): number | null {
    const field = row.data?.[name];
    return typeof field === 'string' && /^[1-9]\d{0,3}$/.test(field)
      ? Number(field)
      : read(name, schema);
  }

  const uniqueId = readText('UniqueId');
  const isLong = uniqueId !== null && !isShortName(uniqueId, UNIQUE_ID_MAX_LENGTH);
  const leg = readNumber('Leg', LegNumber);
  const startText = readText('Start');
  const epoch = uniqueId === null ? null : uniqueIdEpochSeconds(uniqueId);
  const start = startText === null ? null : readMoment(startText, form, epoch);
  if (uniqueId === null || isLong || leg === null || start === null || startText === null) {
    const missing = [
      uniqueId === null && 'call id',
      isLong && 'call id of more than 2,000 characters',
      leg === null && 'number',
      start === null && (startText === null ? 'start' : `start “${beginning(startText, 40)}”`),
    ].filter(Boolean);
    return unreadableLeg(
      `its ${missing.join(' and ')} could not be read`,
      [leg !== null && `leg ${leg}`, uniqueId !== null && `call ${beginning(uniqueId, 64)}`]
        .filter(Boolean)
        .join(' of '),
    );
  }
  if (isZoneAssumed(startText, form)) {
    warnings.push(
      warning(
        'start',
        'The start names an unknown time zone, so it was read in the zone of the PBX.',
      ),
    );
  }
  return {
    uniqueId,
    leg,
    callRecordId: readText('CallRecordId'),
    tag: readText('Tag'),
    username: readText('Username'),
    source: readText('Source'),
    destination: readText('Destination'),
    did: readText('DID'),
    direction: read('Direction', DirectionName),
    startedAt: start.iso,
    durationSeconds: readDuration(),
    warnings,
  };

  function readDuration(): number {
    const seconds = readNumber('Duration', Seconds);
    if (seconds !== null) return seconds;
    const endText = readText('callend');
    const notBefore = start === null ? null : Math.floor(start.epochMs / 1_000);
    const end = endText === null ? null : readMoment(endText, form, notBefore);
    const span = end === null || notBefore === null ? -1 : end.epochMs / 1_000 - notBefore;
    if (!warnings.some(({ code }) => code === 'unreadable-duration')) {
      warnings.push(warning('duration', 'The PBX gave no duration for this leg.'));
    }
    return Math.max(0, span);
  }
}

/** Whether `readLeg` gave a leg. */
export const isLeg = (read: NoojeeLeg | Warning): read is NoojeeLeg => 'startedAt' in read;

const LABELS: Record<FieldName, string> = {
  UniqueId: 'call id',
  Leg: 'number',
  Start: 'start',
  callend: 'end',
  Tag: 'tag',
  Duration: 'duration',
  Username: 'owner',
  CallRecordId: 'record id',
  DID: 'dialled number',
  Direction: 'direction',
  Source: 'source',
  Destination: 'destination',
};

const warning = (field: string, message: string): Warning => ({
  code: `unreadable-${field}`,
  message,
});

/** The first characters of what the PBX sent, for a sentence. No pair is cut in two. */
const beginning = (text: string, most: number): string =>
  visibleText(text.slice(0, most).replace(/[\uD800-\uDBFF]$/, ''));

export const unreadableLeg = (why: string, which = ''): Warning => ({
  code: 'unreadable-leg',
  message: `One leg in the reply of the PBX could not be shown${which && ` (${which})`}: ${why}.`,
});
