import { LegatoError } from '@/lib/errors';

/** Who asks. Until people can sign in there is one person: whoever sits at this machine. */
export type Actor = { kind: 'person'; name: string } | { kind: 'system'; name: string };

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The person behind a request, by its `Host` header.
 *
 * A page of another site can make a browser resolve its own name to 127.0.0.1 (DNS rebinding) and
 * then read what only this machine may read; its `Host` gives it away.
 *
 * @throws LegatoError `forbidden` when the host is not a loopback name.
 */
export function requireActor(host: string | null | undefined): Actor {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (LOOPBACK_HOSTS.has(name)) return { kind: 'person', name: 'local' };
  throw new LegatoError(
    'forbidden',
    'Legato has no sign-in yet and answers only to this machine. Open it at http://localhost or http://127.0.0.1, through an SSH tunnel from elsewhere.',
  );
}
