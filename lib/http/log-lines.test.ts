import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

let legato: LegatoUnderTest;
beforeAll(async () => {
  legato = await startLegatoUnderTest({
    settings: { LOG_LEVEL: 'info', TRUSTED_PROXIES: '127.0.0.1' },
  });
});
afterAll(() => legato.close());

const TAGS = ['FAULT-401', 'FAULT-503-ALWAYS', 'FAULT-HTML', 'FAULT-RESET'];

describe('lines that are written by default', () => {
  it('say what failed, and not of whom or of which call', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.77', 'user-agent': 'Mozilla of Ruth B.' };
    const ids = new Set<string>();
    for (const tag of TAGS) {
      const answer = await fetch(legato.url + paths.api.calls({ tag }), { headers });
      expect(answer.status).toBeGreaterThan(500);
      ids.add(answer.headers.get('x-request-id') ?? '');
    }
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-HTML');
    for (const path of [paths.api.audio(uniqueId, 1), paths.api.peaks(uniqueId, 1)]) {
      const answer = await fetch(legato.url + path, { headers });
      ids.add(answer.headers.get('x-request-id') ?? '');
      await answer.text();
    }
    await fetch(legato.url + paths.api.call('1.404'), { headers });
    await fetch(`${legato.url}/api/nothing/0491570156`, { headers });
    await fetch(legato.url + paths.api.signIn(), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'fred@example.com', password: 'not the password' }),
    });

    const logged = legato.logged();
    const lines = logged.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(TAGS.length);
    for (const line of lines) {
      const { requestId, path, level } = JSON.parse(line);
      expect(['warn', 'error', 'info']).toContain(level);
      if (path) expect(ids).toContain(requestId);
    }
    const personal = [uniqueId, '203.0.113.77', 'Ruth', 'fred', '0491570156'];
    for (const one of [...TAGS, ...personal]) expect(logged).not.toContain(one);
    expect(logged).toContain('"path":"/api/calls"');
  });
});
