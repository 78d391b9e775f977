import { expect, it } from 'vitest';
import { openApiDocument } from './openapi';

const document = JSON.parse(JSON.stringify(openApiDocument('1.2.3')));

it('describes every public path', () => {
  expect(Object.keys(document.paths)).toEqual([
    '/api/calls',
    '/api/calls/{uniqueId}',
    '/api/calls/{uniqueId}/download',
    '/api/calls/{uniqueId}/sounds',
    '/api/calls/{uniqueId}/legs/{leg}/audio',
    '/api/calls/{uniqueId}/legs/{leg}/peaks',
    '/api/calls/{uniqueId}/legs/{leg}/marks',
    '/api/calls/{uniqueId}/heard',
    '/api/heard',
    '/api/listenings',
    '/api/sittings',
    '/api/log',
    '/api/log/export',
    '/api/calls/{uniqueId}/reason',
    '/api/log/people',
    '/api/log/verification',
    '/api/weeks/{day}',
    '/api/weeks/{day}/sign-off',
    '/api/authenticate',
    '/api/health',
    '/api/openapi.json',
    '/api/sign-in',
    '/api/sign-in/second-factor',
    '/api/sign-in/provider',
    '/api/sign-in/provider/callback',
    '/api/sign-in/set-up',
    '/api/sign-in/demo',
    '/api/sign-out',
    '/api/account',
    '/api/account/password',
    '/api/account/second-factor',
    '/api/account/second-factor/confirm',
    '/api/account/sessions/end',
    '/api/people',
    '/api/people/add',
    '/api/people/import',
    '/api/people/{personId}',
    '/api/people/{personId}/change',
    '/api/people/{personId}/switch',
    '/api/people/{personId}/password',
    '/api/people/{personId}/second-factor/off',
    '/api/people/{personId}/sessions/end',
    '/api/people/{personId}/tokens/make',
    '/api/people/{personId}/tokens/revoke',
    '/api/tokens',
    '/api/teams',
    '/api/teams/add',
    '/api/teams/{teamId}/heard',
    '/api/teams/{teamId}/change',
    '/api/teams/{teamId}/members/add',
    '/api/teams/{teamId}/members/change',
    '/api/teams/{teamId}/members/remove',
    '/api/calls/{uniqueId}/rights',
    '/api/calls/{uniqueId}/rights/export',
    '/api/rights/export',
    '/api/account/tokens',
    '/api/account/tokens/revoke',
  ]);
});

it('takes its schemas from the contract', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.components.schemas.Call.required).toContain('recordedSeconds');
  expect(document.components.schemas.Problem.properties.code.enum).toContain('pbx-busy');
});

it('refers only to schemas that it holds', () => {
  const references = JSON.stringify(document.paths).match(/#\/components\/schemas\/\w+/g) ?? [];
  expect(references.length).toBeGreaterThan(4);
  for (const reference of references) {
    expect(document.components.schemas).toHaveProperty(reference.split('/').at(-1) ?? '');
  }
});

it('describes a PBX that fails as a Legato that is not ready, and not as a problem', () => {
  const { responses } = document.paths['/api/health'].get;
  expect(JSON.stringify(responses[503])).toContain('#/components/schemas/Health');
});
