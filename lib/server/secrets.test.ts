import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POST as authenticate } from '@/app/api/authenticate/route';
import { GET as findCalls } from '@/app/api/calls/route';
import { AUDIO_FAULTS, METADATA_FAULTS } from '@/lib/simulator/faults';
import { type LegatoUnderTest, startLegatoUnderTest, TEST_KEY } from './legato-under-test';

/** They answer late or never, and are met by tests that control the clock. */
const PATIENT = /NEVER|STALLS|TRICKLE|SLOW/;
const LOOPBACK = { headers: { Host: 'localhost' } };

describe.each(['api-key', 'hash'])('with %s authentication', (generation) => {
  let legato: LegatoUnderTest;
  const told: string[] = [];

  beforeAll(async () => {
    legato = await startLegatoUnderTest({ NOOJEE_AUTH: generation });
    for (const { tag } of [...METADATA_FAULTS, ...AUDIO_FAULTS]) {
      if (PATIENT.test(tag)) continue;
      await tell(findCalls(new Request(`http://localhost/api/calls?tag=${tag}`, LOOPBACK)));
    }
    for (const { tag } of AUDIO_FAULTS) {
      if (PATIENT.test(tag)) continue;
      const { uniqueId } = await legato.callOf(tag);
      await tell(fetch(legato.audioUrl(uniqueId, 1)));
    }
    await tell(authenticate(new Request('http://localhost/api/authenticate', LOOPBACK)));
  }, 60_000);
  afterAll(() => legato.close());

  async function tell(answer: Promise<Response>) {
    const response = await answer;
    told.push(inspect([...response.headers]), await response.text().catch(inspect));
  }

  it('met failures of every kind, and logged them', () => {
    for (const code of ['pbx-refused', 'pbx-unreachable', 'pbx-bad-reply', 'pbx-busy']) {
      expect(told.join()).toContain(code);
      expect(legato.logged()).toContain(code);
    }
  });

  it('tells and logs neither the key nor the hash', () => {
    const everything = told.join() + legato.logged();
    const hashes = [...everything.matchAll(/\b[0-9a-f]{64}\b/g)];
    expect(everything).not.toContain(TEST_KEY);
    expect(everything).not.toContain(encodeURIComponent(TEST_KEY));
    expect(everything).not.toContain(createHash('sha256').update(TEST_KEY).digest('hex'));
    expect(hashes).toEqual([]);
  });
});
