import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, it } from 'vitest';
import { openApiDocument } from './openapi';

const problemsOf = async (document: unknown) => {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  return problems.map(
    ({ severity, ruleId, message, location }) =>
      `${severity} ${ruleId} at ${location[0]?.pointer}: ${message}`,
  );
};

it("passes Redocly's recommended rules, without a warning", async () => {
  expect(await problemsOf(openApiDocument('1.2.3'))).toEqual([]);
});

it('would not, were an operation without a 4xx answer', async () => {
  const document = JSON.parse(JSON.stringify(openApiDocument('1.2.3')));
  document.paths['/api/health'].get.responses = { 200: { description: 'It does.' } };
  expect(await problemsOf(document)).toEqual([
    expect.stringContaining('operation-4xx-response at #/paths/~1api~1health/get/responses'),
  ]);
});
