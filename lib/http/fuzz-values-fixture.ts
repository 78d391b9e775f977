import { between, pick } from '@/lib/simulator/random';

/** JSON Schema, as far as values are made from it. */
export type JsonSchema = Readonly<Record<string, unknown>>;
type Random = () => number;

/** Values that a field of this name often has, so that hostile ones beside them come further in. */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

const HOSTILE_TEXTS = [
  ...[
    '',
    ' ',
    '\t',
    '\0',
    'a\0b',
    '\u001b[31m',
    '\u202e',
    '\ufeff',
    '\ud800',
    '\udfff\ud83d',
    '😀',
  ],
  ...[
    '%',
    '%00',
    '%zz',
    '%2e%2e%2f',
    '%c0%ae',
    '%ED%A0%80',
    '..',
    '../../..',
    '..\\..\\',
    '/',
    '//',
  ],
  ...["'", "' OR 1=1 --", '"; drop table people; --', "\\'; select pg_sleep(60); --", '$1', '%s%n'],
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '{{7*7}}', '#{7*7}', '`id`'],
  ...['$(id)', '| id', '=1+1', '@SUM(1)', '-1', '0', '00', '1.5', '1e309', '-0', '0x10', 'NaN'],
  ...['Infinity', '9007199254740993', '2147483648', '999999', '9'.repeat(400), '２', '١', '1_000'],
  ...[
    'null',
    'undefined',
    'true',
    '[]',
    '{}',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ],
  ...[
    'javascript:alert(1)',
    '//evil.example/',
    '/\\evil.example',
    'https://evil.example/',
    'ftp://evil.example',
  ],
  ...[
    'http://169.254.169.254/',
    'http://[::1]:1/',
    'data:text/html,x',
    '/calls?next=//evil.example',
  ],
  ...[
    'İstanbul',
    'ß',
    'e\u0301'.repeat(60),
    'ﬃ',
    '\u0130'.repeat(300),
    'ǅ',
    '㍿',
    '\u{10ffff}',
    '\uffff',
  ],
  ...['2026-02-30T00:00:00Z', '9999-12-31T23:59:59.999Z', '0000-01-01T00:00:00Z', '2026-11-26'],
  ...['+275760-09-13T00:00:00.001Z', '-271821-04-19T23:59:59Z', '2026-11-26T25:61:61+99:99'],
  ...['a'.repeat(129), 'a'.repeat(321), 'ä'.repeat(4_000), '('.repeat(2_000), '[['.repeat(500)],
  ...['bytes=0-', 'bytes=-1', 'bytes=1-0', `bytes=${'0-1,'.repeat(200)}0-1`, 'bytes=9'.repeat(90)],
  ...['lgt_', `lgt_${'A'.repeat(43)}`, 'Bearer', 'Basic YTpi', '*', 'W/"x"', '""', '"', 'gzip;q=x'],
] as const;

const HOSTILE_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 0.5, 1e308, 2 ** 53, 4_294_967_296, [], {}, [[]], [null]],
  ...[{ length: 1e9 }, { toString: 'x' }, JSON.parse('{"__proto__":{"role":"x"}}')],
  Array.from({ length: 2_000 }, () => 'x'),
];

/** As far away as a date-time can be. */
const FAR_INSTANTS = [
  ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59.999-14:00'],
  ...['1969-12-31T23:59:59Z', '1970-01-01T00:00:00+23:59', '2024-02-29T24:00:00Z'],
  ...['2026-12-31T23:59:60Z', '2026-11-26T00:00:00.000000000001Z'],
];

const ALPHABETS = [
  '0123456789',
  '0123456789.',
  'abcdefghij',
  'aZ09_-.~',
  ' \t\r\n\0%',
  'äöü€😀\u0301',
];

/** Text that somebody who means harm, or a broken client, might send in any place. */
export function hostileText(random: Random): string {
  const roll = random();
  if (roll < 0.6) return pick(random, HOSTILE_TEXTS);
  if (roll < 0.8) return pick(random, HOSTILE_TEXTS) + pick(random, HOSTILE_TEXTS);
  const alphabet = [...pick(random, ALPHABETS)];
  const length = pick(random, [1, 3, 20, 300]);
  return Array.from({ length: between(random, 0, length) }, () => pick(random, alphabet)).join('');
}

/** The text with something hostile in it, or with something missing. */
export function bent(random: Random, text: string): string {
  const at = between(random, 0, text.length);
  if (random() < 0.3) return text.slice(0, at);
  if (random() < 0.2) return text.toUpperCase();
  return text.slice(0, at) + hostileText(random) + text.slice(at);
}

/** A value for a field: often one that fits, else one that does not. */
export function valueFor(
  random: Random,
  { name, schema, known }: { name: string; schema: JsonSchema; known: KnownValues },
  fits: boolean,
): unknown {
  if (!fits) return random() < 0.6 ? hostileText(random) : pick(random, HOSTILE_VALUES);
  const usual = Object.hasOwn(known, name) ? known[name] : undefined;
  if (usual && random() < 0.9) return pick(random, usual);
  return fittingValue(random, { name, schema, known });
}

function fittingValue(
  random: Random,
  { name, schema, known }: { name: string; schema: JsonSchema; known: KnownValues },
): unknown {
  const { type, minimum, maximum, maxLength, items, prefixItems, properties, format } = schema;
  const inner = (part: JsonSchema) =>
    valueFor(random, { name, schema: part, known }, random() < 0.9);
  if (Array.isArray(schema.enum)) return pick(random, schema.enum);
  if ('const' in schema) return schema.const;
  const choices = schema.anyOf ?? schema.oneOf;
  if (isSchemaList(choices)) return inner(pick(random, choices));
  if (type === 'integer' || type === 'number') {
    const least = typeof minimum === 'number' ? minimum : -10;
    const most = typeof maximum === 'number' ? maximum : 1_000_000;
    if (random() < 0.2) return pick(random, [least, most]);
    const value = least + random() * Math.min(most - least, pick(random, [3, 100, 1e6]));
    return type === 'integer' ? Math.round(value) : value;
  }
  if (type === 'boolean') return random() < 0.5;
  if (type === 'array') {
    if (isSchemaList(prefixItems)) return prefixItems.map(inner);
    const part = isSchema(items) ? items : {};
    return Array.from({ length: between(random, 0, 4) }, () => inner(part));
  }
  if (isSchema(properties)) return objectFor(random, schema, known);
  if (format === 'uuid') return uuid(random);
  if (format === 'date-time') return random() < 0.4 ? pick(random, FAR_INSTANTS) : instant(random);
  if (typeof maxLength === 'number' && random() < 0.1) return 'a'.repeat(maxLength);
  return Array.from({ length: between(random, 1, 14) }, () => pick(random, [...'abz019.-'])).join(
    '',
  );
}

/** An object of a schema; each member fits with a chance of `fitting`. */
export function objectFor(
  random: Random,
  { properties }: JsonSchema,
  known: KnownValues,
  fitting = 0.8,
): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  const members = isSchema(properties) ? Object.entries(properties) : [];
  for (const [name, schema] of members) {
    if (random() > Math.max(fitting, 0.9)) continue;
    const part = isSchema(schema) ? schema : {};
    made[name] = valueFor(random, { name, schema: part, known }, random() < fitting);
  }
  if (random() > Math.max(fitting, 0.9)) made[hostileText(random)] = pick(random, HOSTILE_VALUES);
  return made;
}

const instant = (random: Random) => new Date(between(random, 0, 2e12)).toISOString();

function uuid(random: Random): string {
  const hex = (length: number) =>
    Array.from({ length }, () => pick(random, [...'0123456789abcdef'])).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSchemaList = (value: unknown): value is JsonSchema[] =>
  Array.isArray(value) && value.length > 0 && value.every(isSchema);
