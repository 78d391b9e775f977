import type { ServerResponse } from 'node:http';
import { createNoojeeClient, type NoojeeClientOptions } from './create-noojee-client';
import { createPbxFetch } from './create-pbx-fetch';
import type { NoojeeClient } from './leg';
import { type PbxStub, startPbxStub } from './pbx-stub';

/** The key of every test: searched for wherever it must not be. */
export const KEY = 'key-1b2c';

/** The first sample of the vendor (API note section 4). */
export const LEG = {
  Source: '400',
  Leg: '1',
  Start: '2014-02-13 17:06:52.0',
  Tag: '1234',
  Duration: '4',
  Username: 'Fred',
  CallRecordId: '198348',
  UniqueId: '1392271611.238',
  DID: 'internal',
  Direction: '2',
  Destination: '412',
};

const closers: (() => Promise<void>)[] = [];

/** Closes every stub and connection of a test. */
export async function stopAll(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

export async function startStub(...handler: Parameters<typeof startPbxStub>): Promise<PbxStub> {
  const stub = await startPbxStub(...handler);
  closers.push(() => stub.close());
  return stub;
}

/** A client as production builds it, over real HTTP, except that waiting takes no time. */
export function createTestClient(
  { baseUrl }: Pick<PbxStub, 'baseUrl'>,
  options: Partial<NoojeeClientOptions> = {},
): NoojeeClient {
  const fetch = createPbxFetch();
  closers.push(() => fetch.close());
  const apiPath =
    options.generation === 'hash'
      ? '/servicemanager/rest/CallManagementAPI'
      : '/njadmin/rest/RecordingAPI';
  return createNoojeeClient({
    baseUrl,
    apiKey: KEY,
    generation: 'api-key',
    apiPath,
    timePath: '/servicemanager/rest/Time',
    recordingPath: `${apiPath}/retrieveByUniqueId?uniqueId={uniqueId}&leg={leg}`,
    timeZone: 'Australia/Melbourne',
    fetch,
    now: Date.now,
    wait: async () => {},
    random: () => 0,
    ...options,
  });
}

/** Answers in JSON. */
export function reply(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
