import 'server-only';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { Refusal } from '@/lib/access/sign-in/refusals';
import type { SignIn } from '@/lib/access/sign-in/sign-in';
import { signInRequestOf } from '@/lib/access/sign-in/sign-in-request';
import { nextPath } from '@/lib/contract/next-path';
import type { Account } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';
import { runningLegato } from './running.mjs';

type Query = Record<string, string | string[] | undefined>;

/** What a page of signing in shows. */
export interface SignInPage {
  next: string;
  refused: Refusal | null;
  provider: string | null;
  demoPeople: NonNullable<SignIn['demo']>['people'];
}

const SENTENCES = {
  'no-role': true,
  'switched-off': true,
  'name-taken': true,
  'provider-failed': true,
  'provider-unavailable': true,
} as const satisfies Record<Refusal, true>;

/** Of who is signed in already, it leads on: there is nothing to do here. */
export async function signInPage(query: Query): Promise<SignInPage> {
  const { signIn } = runningLegato().services.access;
  if (!signIn) notFound();
  const next = nextPath(one(query.next));
  const who = await signIn.find(await pageSignInRequest());
  if (who) redirect(signIn.requiresSecondFactor(who) ? paths.secondFactor(next) : next);
  const refused = one(query.refused);
  return {
    next,
    refused: isRefusal(refused) ? refused : null,
    provider: signIn.provider?.name ?? null,
    demoPeople: signIn.demo?.people ?? [],
  };
}

/**
 * For the page of the second factor: whether somebody is here who has to set one up before anything else.
 */
export async function secondFactorPage(
  query: Query,
): Promise<{ next: string; setsUp: { hasPassword: boolean } | null }> {
  const { signIn } = runningLegato().services.access;
  if (!signIn) notFound();
  const next = nextPath(one(query.next));
  const who = await signIn.find(await pageSignInRequest());
  if (who && !signIn.requiresSecondFactor(who)) redirect(next);
  return { next, setsUp: who && { hasPassword: who.hasPassword } };
}

/** The account of who is signed in. */
export async function accountPage(): Promise<Account> {
  const { signIn } = runningLegato().services.access;
  const who = await signIn?.find(await pageSignInRequest());
  if (!signIn || !who) redirect(paths.signIn(paths.account()));
  return await signIn.account.read(who);
}

async function pageSignInRequest() {
  const sent = await headers();
  return signInRequestOf({ header: (name) => sent.get(name) });
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

const isRefusal = (text: string | undefined): text is Refusal =>
  text !== undefined && Object.hasOwn(SENTENCES, text);
