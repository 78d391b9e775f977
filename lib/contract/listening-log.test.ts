import { expect, it } from 'vitest';
import { parseLogQuery } from './listening-log';

const read = (name: string, text: string) => parseLogQuery(new URLSearchParams({ [name]: text }));

it.each(['2026-11-26T00:00:00+11:00', '1970-01-01T00:00:00Z', '9999-12-31T00:00:00Z'])(
  '%s is an instant',
  (text) => {
    expect(read('from', text)).toMatchObject({ ok: true, value: { fromMs: Date.parse(text) } });
  },
);

it.each([
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-14:00',
  '1970-01-01T00:00:00+23:59',
  '2026-02-30T00:00:00Z',
  '2026-11-26',
])('%s is none that a database can be asked for', (text) => {
  expect(read('from', text)).toMatchObject({ ok: false });
  expect(read('to', text)).toMatchObject({ ok: false });
});
