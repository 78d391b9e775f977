import { expect, it } from 'vitest';
import { createPasswordHashes } from './password-hashes';

const quick = { cost: { N: 2 ** 10, r: 8, p: 1 } };

it('hashes with the cost that OWASP asks for', async () => {
  const hash = await createPasswordHashes().hash('lantern harbour');

  expect(hash).toMatch(/^scrypt:131072:8:1:/);
  expect(await createPasswordHashes().verify(hash, 'lantern harbour')).toBe(true);
});

it('salts: the same password is never stored alike', async () => {
  const passwords = createPasswordHashes(quick);

  expect(await passwords.hash('lantern')).not.toBe(await passwords.hash('lantern'));
});

it('takes an umlaut for the same, however the keyboard composed it', async () => {
  const passwords = createPasswordHashes(quick);
  const hash = await passwords.hash('Hafenl\u00e4rm');

  expect(await passwords.verify(hash, 'Hafenla\u0308rm')).toBe(true);
  expect(await passwords.verify(hash, 'Hafenlarm')).toBe(false);
});

it.each(['', 'plain text', 'scrypt:1024:8:1:AAAA', 'scrypt:0:0:0:AAAA:AAAA'])(
  'does not take %j for a hash of anything',
  async (stored) => {
    const passwords = createPasswordHashes(quick);
    const result = await passwords.verify(stored, '').catch(() => false);

    expect(result).toBe(false);
  },
);

it('refuses at once who would be too many in the queue, and serves the others', async () => {
  const passwords = createPasswordHashes({ ...quick, atOnce: 2, queueLimit: 3 });
  const settled = await Promise.allSettled(
    Array.from({ length: 8 }, () => passwords.hash('lantern')),
  );

  expect(settled.map(({ status }) => status)).toEqual([
    ...Array.from({ length: 5 }, () => 'fulfilled'),
    ...Array.from({ length: 3 }, () => 'rejected'),
  ]);
  expect(settled[7]).toMatchObject({
    reason: { code: 'too-many-requests', retryAfterSeconds: expect.any(Number) },
  });
  await expect(passwords.hash('lantern')).resolves.toBeTruthy();
});

it('hashes past the event loop: it goes on turning meanwhile', async () => {
  const passwords = createPasswordHashes();
  let turns = 0;
  let isDone = false;
  const hashing = passwords.hash('lantern').then(() => {
    isDone = true;
  });
  while (!isDone) {
    turns += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await hashing;

  expect(turns).toBeGreaterThan(10);
});
