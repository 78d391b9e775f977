import { expect, it } from 'vitest';
import { createHostGuard } from './host-guard';

const asks = (publicUrl: string | null, host: string | null) => () =>
  createHostGuard(publicUrl)({ header: () => host });

const OWN = 'https://legato.example.com';

it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:8080', '[::1]:3000'])(
  'answers to %s, which is this machine',
  (host) => {
    expect(asks(null, host)).not.toThrow();
    expect(asks(OWN, host)).not.toThrow();
  },
);

it.each(['legato.example.com', 'Legato.Example.com', 'legato.example.com:443'])(
  'answers to %s, which PUBLIC_URL names',
  (host) => {
    expect(asks(OWN, host)).not.toThrow();
    expect(asks(null, host)).toThrow('until PUBLIC_URL names its address');
  },
);

it.each([
  'evil.example',
  'localhost.evil.example:3000',
  '127.0.0.1.nip.example',
  'legato.example.com.evil.example',
  'legato.example.com:8443',
  '',
  null,
])('refuses the host %s, which a page of another site may have bound to this address', (host) => {
  expect(asks(OWN, host)).toThrow('Open https://legato.example.com.');
  expect(asks(null, host)).toThrow('Legato answers only to this machine');
});

it('answers to another port where PUBLIC_URL has one', () => {
  expect(asks('https://legato.example.com:8443', 'legato.example.com:8443')).not.toThrow();
  expect(asks('https://legato.example.com:8443', 'legato.example.com')).toThrow();
});
