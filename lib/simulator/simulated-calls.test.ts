import { describe, expect, it } from 'vitest';
import { createSimulator } from './create-simulator';

const NOW = Date.parse('2026-11-23T23:05:00Z'); // Tuesday 24 November, 10:05 in Melbourne
type Leg = Record<string, string>;

function simulate({ seed = 1, nowMs = NOW, timeZone = 'Australia/Melbourne' } = {}) {
  const now = () => nowMs;
  const simulator = createSimulator({ seed, apiKey: 'k', now, timeZone, byHourIntervalMs: 0 });
  async function ask(question: string): Promise<Leg[]> {
    const url = `http://pbx/njadmin/rest/RecordingAPI/${question}&apiKey=k`;
    return (await simulator.handle(new Request(url, { method: 'POST' }))).json();
  }
  return {
    examples: simulator.examples,
    byTag: (tag: string) => ask(`retrieveMetaData?tag=${encodeURIComponent(tag)}`),
    byUniqueId: (uniqueId: string) => ask(`retrieveMetaDataByUniqueId?uniqueId=${uniqueId}`),
    byHour: (date: string, hour: number) => ask(`retrieveMetaDataByHour?date=${date}&hour=${hour}`),
  };
}

const callsIn = (legs: Leg[]) => new Set(legs.map((leg) => leg.UniqueId)).size;

describe('a leg', () => {
  it('has the documented fields by tag, all strings', async () => {
    const { byTag } = simulate();
    const [leg] = await byTag('ONE-LEG');
    expect(leg).toEqual({
      Source: '0491570156',
      Leg: '1',
      Start: '2026-11-23 09:40:00.0',
      Tag: 'ONE-LEG',
      Duration: '48',
      Username: 'Jack O.',
      CallRecordId: expect.stringMatching(/^\d+$/),
      UniqueId: expect.stringMatching(/^1795387200\.\d+$/),
      DID: '1300975707',
      Direction: '0',
      Destination: '407',
    });
  });

  it('has the other shape by hour: words, callend and zone', async () => {
    const { byHour } = simulate();
    const legs = await byHour('2026/11/23', 9);
    expect(legs.find(({ Tag }) => Tag === 'ONE-LEG')).toMatchObject({
      Start: 'Mon Nov 23 09:40:00 AEDT 2026',
      callend: 'Mon Nov 23 09:40:48 AEDT 2026',
      Direction: 'Inbound',
      Duration: '48',
    });
  });

  it('is found by tag, by unique id and in the hour in which it ended', async () => {
    const { byHour, byTag, byUniqueId } = simulate();
    const hour = await byHour('2026/08/12', 10);
    for (const leg of hour.filter(({ Tag }) => Tag).slice(0, 25)) {
      const { CallRecordId, Tag = '', UniqueId = '' } = leg;
      const same = expect.arrayContaining([
        expect.objectContaining({ CallRecordId, UniqueId, Tag }),
      ]);
      expect(await byTag(Tag)).toEqual(same);
      expect(await byUniqueId(UniqueId)).toEqual(same);
    }
    expect(new Set(hour.map(({ CallRecordId }) => CallRecordId)).size).toBe(hour.length);
  });
});

describe('a call over several hours', () => {
  it('has each leg under the hour in which the leg ended', async () => {
    const { byHour, byTag } = simulate();
    const legs = await byTag('SIX-HOURS');
    expect(legs.map(({ Start }) => Start?.slice(11, 16))).toEqual([
      '08:30',
      '09:30',
      '10:30',
      '11:30',
      '12:30',
      '13:30',
    ]);
    for (const [index, hour] of [9, 10, 11, 12, 13, 14].entries()) {
      const ended = (await byHour('2026/11/23', hour)).filter(({ Tag }) => Tag === 'SIX-HOURS');
      expect(ended.map(({ Leg }) => Leg)).toEqual([String(index + 1)]);
    }
  });
});

describe('everyday calls', () => {
  it('are the same for the same seed, whenever they are asked for', async () => {
    const one = await simulate().byHour('2026/08/12', 10);
    const later = await simulate({ nowMs: NOW + 86_400_000 }).byHour('2026/08/12', 10);
    const other = await simulate({ seed: 2 }).byHour('2026/08/12', 10);
    expect(later).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('are many in business hours, few at night and at weekends, two years back too', async () => {
    const { byHour } = simulate();
    const busy = callsIn(await byHour('2025/02/12', 10));
    const night = callsIn(await byHour('2025/02/12', 3));
    const saturday = callsIn(await byHour('2025/02/15', 10));
    expect(busy).toBeGreaterThan(70);
    expect(night).toBeLessThan(12);
    expect(saturday).toBeLessThan(30);
    expect(saturday).toBeGreaterThan(0);
  });

  it('have everything that real ones have', async () => {
    const { byHour } = simulate();
    const hours = await Promise.all(
      [9, 10, 11, 12, 13, 14, 15].map((hour) => byHour('2026/11/19', hour)),
    );
    const legs = hours.flat();
    const lengths = new Map<string, number>();
    for (const { UniqueId = '' } of legs) lengths.set(UniqueId, (lengths.get(UniqueId) ?? 0) + 1);
    const usual = [...lengths.values()].filter((count) => count >= 3 && count <= 5);
    expect(usual.length / lengths.size).toBeGreaterThan(0.5);
    expect(new Set(legs.map(({ Direction }) => Direction))).toEqual(
      new Set(['Inbound', 'Outbound', 'Internal']),
    );
    expect(legs.some(({ Tag }) => Tag === '')).toBe(true);
    expect(legs.some(({ Source }) => Source === '')).toBe(true);
    expect(legs.some(({ Username }) => Username === 'NoojeeAdmin')).toBe(true);
    expect(new Set(legs.map(({ Username }) => Username)).size).toBeGreaterThan(35);
  });

  it('are not listed before their end', async () => {
    const { byHour } = simulate();
    expect(callsIn(await byHour('2026/11/24', 10))).toBeGreaterThan(0);
    expect(await byHour('2026/11/24', 11)).toEqual([]);
  });
});

describe('daylight saving', () => {
  it('lists both passes of the repeated hour under its one name', async () => {
    const { byHour } = simulate();
    const ends = (await byHour('2026/04/05', 2)).map(({ callend = '' }) => callend);
    expect(ends.filter((end) => end.includes('AEDT')).length).toBeGreaterThan(0);
    expect(ends.filter((end) => end.includes('AEST')).length).toBeGreaterThan(0);
    expect(ends.every((end) => end.includes(' 02:'))).toBe(true);
  });

  it('has nothing in the hour that is left out', async () => {
    const { byHour } = simulate();
    expect(await byHour('2026/10/04', 2)).toEqual([]);
  });

  it('serves a zone on a half hour', async () => {
    const { byHour } = simulate({ timeZone: 'Australia/Adelaide' });
    const legs = await byHour('2026/08/12', 10);
    expect(
      legs.every(({ callend = '' }) => callend.includes(' 10:') && callend.includes('ACST')),
    ).toBe(true);
    expect(callsIn(legs)).toBeGreaterThan(70);
  });
});

describe('the examples', () => {
  it('have a tag each', () => {
    const tags = simulate().examples.map(({ tag }) => tag);
    expect(new Set(tags).size).toBe(tags.length);
  });

  it('are all found by tag, by unique id and in the hour in which they ended', async () => {
    const { byHour, byTag, byUniqueId, examples } = simulate();
    for (const { tag, uniqueId } of examples) {
      const legs = await byTag(tag);
      if (uniqueId === null) {
        expect(legs).toEqual([]);
        continue;
      }
      const call = await byUniqueId(uniqueId);
      const tagged = call.filter((leg) => leg.Tag === tag);
      expect(tagged[0]?.Leg).toBe('1');
      expect(legs).toEqual(expect.arrayContaining(tagged));
    }
    const [partly] = await byTag('PART-TAGGED');
    expect(await byTag('PART-TAGGED')).toHaveLength(2);
    expect(await byUniqueId(String(partly?.UniqueId))).toHaveLength(3);
    expect((await byHour('2026/11/23', 14)).filter(({ Tag }) => Tag === 'SIXTY-LEGS')).toHaveLength(
      60,
    );
  });

  it.each([
    ['INV-20418', 6, 15],
    ['FIVE-LEGS', 1, 5],
    ['ONE-LEG', 1, 1],
    ['TWELVE-LEGS', 1, 12],
    ['SIXTY-LEGS', 1, 60],
    ['SIX-HOURS', 1, 6],
    ['a&b=c/ü#1', 1, 1],
    ['BULK-5000', 5000, 9000],
    ['NOTHING', 0, 0],
  ])('%s has %d calls and %d legs', async (tag, calls, legs) => {
    const found = await simulate().byTag(tag);
    expect([callsIn(found), found.length]).toEqual([calls, legs]);
  });

  it('REPEATED-HOUR has a leg whose clock time comes after the change, yet reads as before its call', async () => {
    const [first, , third] = await simulate().byTag('REPEATED-HOUR');
    expect(first?.Start).toBe('2026-04-05 02:50:00.0');
    expect(third?.Start).toBe('2026-04-05 02:05:00.0');
  });
});
