import { expect, it } from 'vitest';
import { identifyActor, LOCAL_PERSON } from './actor';

it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:8080', '[::1]:3000'])(
  'knows the person at this machine by the host %s',
  async (host) => {
    expect(await identifyActor({ header: () => host })).toEqual(LOCAL_PERSON);
  },
);

it.each(['evil.example', 'localhost.evil.example:3000', '127.0.0.1.nip.example', '', null])(
  'refuses the host %s, which a page of another site may have bound to this machine',
  async (host) => {
    await expect(identifyActor({ header: () => host })).rejects.toMatchObject({
      code: 'forbidden',
    });
  },
);
