import { expect, test } from 'vitest';
import { problemWording } from './problem-wording';

test('names the error that the PBX reported', () => {
  expect(problemWording({ code: 'pbx-bad-reply', pbxError: 500 }).title).toBe(
    'The PBX reported an error (500)',
  );
  expect(problemWording({ code: 'pbx-bad-reply' }).title).toBe(
    'The PBX sent a reply that Legato cannot read',
  );
});

test('sends people to their administrator, not to a setting', () => {
  const { title, consequence, causes = [] } = problemWording({ code: 'pbx-refused' });
  expect(consequence).toContain('Ask your administrator.');
  expect([title, consequence, ...causes].join(' ')).not.toMatch(/[A-Z]{3,}_[A-Z_]+/);
});
