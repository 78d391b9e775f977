import { expect } from '@playwright/test';
import { CallPage } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { unpackCall } from '../unpack-call';
import { test } from './engine-test';

const PLAY = { role: 'button', name: 'Play call' } as const;
const POSITION = { role: 'slider', name: 'Position in the call' } as const;

test('the page of a saved call plays it from disk, from start to end', async ({
  listener,
}, testInfo) => {
  const { calls } = CallPage.parse(await listener.json(paths.api.calls({ tag: 'PLAY-ALL' })));
  const zip = await listener.file(paths.api.callDownload(calls[0]?.uniqueId ?? ''));
  await listener.openPage(await unpackCall(zip, testInfo.outputPath('saved')));

  await listener.click({ role: 'radio', name: '3 times' });
  await listener.click(PLAY);
  const reported = new Set<string>();
  await expect
    .poll(
      async () => {
        const text = (await listener.attribute(POSITION, 'aria-valuetext')) ?? '';
        const leg = /leg \d/.exec(text)?.[0];
        if (leg) reported.add(leg);
        return Number(await listener.attribute(POSITION, 'aria-valuenow'));
      },
      { message: 'the call is heard to its end', intervals: [200] },
    )
    .toBe(42);
  expect([...reported]).toEqual(['leg 1', 'leg 2', 'leg 3', 'leg 4', 'leg 5']);
  expect(await listener.attribute(PLAY, 'aria-label'), 'it has stopped').toBe('Play call');
});
