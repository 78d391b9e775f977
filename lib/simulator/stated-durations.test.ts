import { expect, it } from 'vitest';
import { simulate } from './simulate-fixture';

it('a leg may state another duration than its file has, or none', async () => {
  const legs: Record<string, unknown>[] = await (await simulate().byTag('STATED-WRONG')).json();
  expect(legs.map(({ Duration }) => Duration)).toEqual([
    ...['0', '1', undefined, 'a while', '-120', '120000', '1000000000'],
    '30',
  ]);
});
