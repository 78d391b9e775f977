import 'server-only';
import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import type { Actor } from '@/lib/access/actor';
import { may, type Right } from '@/lib/access/rights';
import { type ChosenTheme, readTheme, THEME_COOKIE } from '@/lib/contract/theme';
import { clientOf } from '@/lib/http/client-of-request';
import type { PageRequest } from '@/lib/http/first-answer';
import { NONCE_HEADER } from '@/lib/http/page-headers';
import { paths } from '@/lib/paths';
import { runningLegato } from './running.mjs';

/** A page that is loaded shows nothing yet, and may wait a little for what it is about. */
const LOADING_PATIENCE_MS = 150;
/** Who follows a link looks at a page already, and the next one often knows what to show. */
const FOLLOWING_PATIENCE_MS = 50;

/**
 * Who asks for the page that is being rendered, found as for the API; once per request.
 *
 * @throws LegatoError `forbidden` or `signed-out`.
 */
export const pageActor = cache(async (): Promise<Actor> => {
  const sent = await headers();
  const { access } = runningLegato().services;
  const actor = await access.identify({ header: (name) => sent.get(name) });
  // The listener has led nobody past this, with the address that was asked for; `next dev` has no listener.
  if (actor.kind === 'nobody') redirect(paths.signIn());
  return actor;
});

/** For others than who has this right there is no such page. @throws As `pageActor`, and Next's 404. */
export async function requirePageRight(right: Right): Promise<void> {
  if (!may(await pageActor(), right)) notFound();
}

/**
 * The request for the page at `pathname`, for the question that its first data answers.
 *
 * @throws As `pageActor`.
 */
export async function pageRequest(pathname: string): Promise<PageRequest> {
  const sent = await headers();
  return {
    actor: await pageActor(),
    // The listener has given every request one.
    requestId: sent.get('x-request-id') ?? 'unknown',
    client: clientOf({ header: (name) => sent.get(name) }),
    pathname,
    patienceMs: isFollowedLink(sent) ? FOLLOWING_PATIENCE_MS : LOADING_PATIENCE_MS,
  };
}

/** The theme that was chosen in this browser; undefined where the system's counts. */
export const pageTheme = async (): Promise<ChosenTheme | undefined> =>
  readTheme((await cookies()).get(THEME_COOKIE)?.value);

/** What a script within the page must bear; none in `next dev`, which has no listener. */
export const pageNonce = async (): Promise<string | undefined> =>
  (await headers()).get(NONCE_HEADER) ?? undefined;

/** The router of a page that is open fetches the next one; only a browser loads one as a document. */
const isFollowedLink = (sent: Headers) => sent.get('sec-fetch-dest') === 'empty';
