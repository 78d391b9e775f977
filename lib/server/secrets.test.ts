import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '@/lib/paths';
import { AUDIO_FAULTS, METADATA_FAULTS } from '@/lib/simulator/faults';
import { type LegatoUnderTest, startLegatoUnderTest, TEST_KEY } from './legato-under-test';

/** They answer late or never: tests that control the clock cover them. */
const PATIENT = /NEVER|STALLS|TRICKLE|SLOW/;

describe.each(['api-key', 'hash'])('with %s authentication', (generation) => {
  let legato: LegatoUnderTest;
  const answers: string[] = [];

  beforeAll(async () => {
    legato = await startLegatoUnderTest({ settings: { NOOJEE_AUTH: generation } });
    for (const { tag } of [...METADATA_FAULTS, ...AUDIO_FAULTS]) {
      if (PATIENT.test(tag)) continue;
      await collect(fetch(legato.url + paths.api.calls({ tag })));
    }
    for (const { tag } of AUDIO_FAULTS) {
      if (PATIENT.test(tag)) continue;
      const { uniqueId } = await legato.callOf(tag);
      await collect(fetch(legato.audioUrl(uniqueId, 1)));
    }
    await collect(fetch(legato.url + paths.api.authenticate(), { method: 'POST' }));
  });
  afterAll(() => legato.close());

  async function collect(answer: Promise<Response>) {
    const response = await answer;
    answers.push(inspect([...response.headers]), await response.text().catch(inspect));
  }

  it('met failures of every kind, and logged them', () => {
    for (const code of ['pbx-refused', 'pbx-unreachable', 'pbx-bad-reply', 'pbx-busy']) {
      expect(answers.join()).toContain(code);
      expect(legato.logged()).toContain(code);
    }
  });

  it('answers and logs hold neither the key nor the hash', () => {
    const everything = answers.join() + legato.logged();
    const hashes = [...everything.matchAll(/\b[0-9a-f]{64}\b/g)];
    expect(everything).not.toContain(TEST_KEY);
    expect(everything).not.toContain(encodeURIComponent(TEST_KEY));
    expect(everything).not.toContain(createHash('sha256').update(TEST_KEY).digest('hex'));
    expect(hashes).toEqual([]);
  });
});
