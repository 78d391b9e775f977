import { expect, test } from 'vitest';
import { isOfSittings, readLogAddress, toApiFilters, toExportQuery } from './log-filters';

const MELBOURNE = 'Australia/Melbourne';
const read = (query: string) => readLogAddress(new URLSearchParams(query));

test('an address is read as far as it can be', () => {
  expect(read('from=2026-11-23&to=2026-11-24&person=p1&call=1.2&action=saved')).toEqual({
    ...{ from: '2026-11-23', to: '2026-11-24', person: 'p1', call: '1.2', action: 'saved' },
  });
  expect(read('from=yesterday&action=slept&person=%20&call=')).toEqual({});
  expect(read(`person=${'x'.repeat(201)}`)).toEqual({});
});

test('days are those of the PBX’s zone, the last one included, also where the clocks change', () => {
  expect(toApiFilters(read('from=2026-11-23&to=2026-11-24'), MELBOURNE)).toEqual({
    from: '2026-11-23T00:00:00+11:00',
    to: '2026-11-25T00:00:00+11:00',
  });
  expect(toApiFilters(read('from=2026-04-05&to=2026-04-05'), MELBOURNE)).toEqual({
    from: '2026-04-05T00:00:00+11:00',
    to: '2026-04-06T00:00:00+10:00',
  });
  const moment = '2026-11-12T16:40:00+11:00';
  expect(toApiFilters(read(new URLSearchParams({ from: moment }).toString()), MELBOURNE)).toEqual({
    from: moment,
  });
});

test('a file has what is shown', () => {
  expect(`${toExportQuery(read('call=1.2'), MELBOURNE)}`).toBe(
    'uniqueId=1.2&action=listened&action=saved',
  );
  expect(`${toExportQuery(read('action=everything'), MELBOURNE)}`).toBe('');
  expect(isOfSittings(read('action=everything'))).toBe(false);
  expect(isOfSittings(read('action=saved'))).toBe(true);
});
