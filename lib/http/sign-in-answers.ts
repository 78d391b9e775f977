import 'server-only';
import { SignInRefusal } from '@/lib/access/sign-in/refusals';
import type { SignedIn } from '@/lib/access/sign-in/sessions';
import type { SignIn, WithCookies } from '@/lib/access/sign-in/sign-in';
import { setCookiesFor } from '@/lib/access/sign-in/sign-in-cookie';
import { signInRequestOf } from '@/lib/access/sign-in/sign-in-request';
import * as contract from '@/lib/contract/sign-in';
import type { SignInRouteName } from '@/lib/contract/sign-in-routes';
import { isLegatoError, LegatoError } from '@/lib/errors';
import { paths } from '@/lib/paths';
import { COMMON_HEADERS, jsonAnswer, type TextAnswer } from './answer';
import { parseBody } from './read-body';

/** What of a request the routes of signing in read. */
export interface SignInAsking {
  signIn: SignIn;
  query: Readonly<Record<string, string>>;
  header(name: string): string | null;
  readBody(): Promise<string>;
}

const DONE: contract.Done = { ok: true };

/** What each route of signing in does. None of them asks who one is by way of `identify`: that is the question. */
export const SIGN_IN_ANSWERS: Readonly<
  Record<SignInRouteName, (asking: SignInAsking) => Promise<TextAnswer>>
> = {
  signIn: async (asking) =>
    answered(
      await asking.signIn.byPassword(
        signInRequestOf(asking),
        await parseBody(contract.SignInBody, asking),
      ),
    ),
  proveSecondFactor: async (asking) =>
    answered(
      await asking.signIn.bySecondFactor(
        signInRequestOf(asking),
        await parseBody(contract.SecondFactorBody, asking),
      ),
    ),
  async startProviderSignIn(asking) {
    const { next } = await parseBody(contract.ProviderBody, asking);
    const request = signInRequestOf(asking);
    const { url, headers } = await requireProvider(asking.signIn).start(request, next);
    const journey: contract.ProviderJourney = { url };
    return { ...jsonAnswer(journey), cookies: setCookiesFor(request, headers) };
  },
  async finishProviderSignIn(asking) {
    try {
      const { result, cookies } = await asking.signIn.byProvider(
        signInRequestOf(asking),
        asking.query,
      );
      return redirect(result.next, cookies);
    } catch (error) {
      // A browser was led here, and shows the sign-in page better than a problem in JSON.
      if (!isLegatoError(error)) throw error;
      const refused = error instanceof SignInRefusal ? error.refusal : 'provider-failed';
      return redirect(`${paths.signIn()}?${new URLSearchParams({ refused })}`, []);
    }
  },
  setUp: async (asking) =>
    answered(
      await asking.signIn.bySetUp(
        signInRequestOf(asking),
        await parseBody(contract.SetUpBody, asking),
      ),
    ),
  async takeDemoPerson(asking) {
    const { username } = await parseBody(contract.DemoBody, asking);
    return answered(await asking.signIn.byDemo(signInRequestOf(asking), username));
  },
  signOut: async (asking) => ({
    ...jsonAnswer(DONE),
    // What the cache of this browser holds was for who was signed in.
    headers: { ...jsonAnswer(DONE).headers, 'Clear-Site-Data': '"cache"' },
    cookies: await asking.signIn.signOut(signInRequestOf(asking)),
  }),
  getAccount: async (asking) =>
    jsonAnswer(await asking.signIn.account.read(await requireSignedIn(asking))),
  async changePassword(asking) {
    const who = await requireSignedIn(asking);
    const body = await parseBody(contract.ChangePasswordBody, asking);
    const request = signInRequestOf(asking);
    const { headers } = await asking.signIn.account.changePassword(request, who, body);
    return { ...jsonAnswer(DONE), cookies: setCookiesFor(request, headers) };
  },
  async startSecondFactor(asking) {
    const who = await requireSignedIn(asking);
    const body = await parseBody(contract.StartSecondFactorBody, asking);
    return jsonAnswer(
      await asking.signIn.account.startSecondFactor(signInRequestOf(asking), who, body),
    );
  },
  async confirmSecondFactor(asking) {
    const who = await requireSignedIn(asking);
    const { code } = await parseBody(contract.ConfirmSecondFactorBody, asking);
    const request = signInRequestOf(asking);
    const { headers } = await asking.signIn.account.confirmSecondFactor(request, who, code);
    return { ...jsonAnswer(DONE), cookies: setCookiesFor(request, headers) };
  },
  async endSession(asking) {
    const who = await requireSignedIn(asking);
    const { id } = await parseBody(contract.EndSessionBody, asking);
    await asking.signIn.account.endSession(signInRequestOf(asking), who, id);
    return jsonAnswer(DONE);
  },
};

const answered = ({ result, cookies }: WithCookies<contract.SignInResult>): TextAnswer => ({
  ...jsonAnswer(result),
  cookies,
});

const redirect = (location: string, cookies: string[]): TextAnswer => ({
  kind: 'text',
  status: 303,
  headers: { ...COMMON_HEADERS, Location: location },
  body: '',
  cookies,
});

/** @throws LegatoError `signed-out`. */
async function requireSignedIn(asking: SignInAsking): Promise<SignedIn> {
  const who = await asking.signIn.find(signInRequestOf(asking));
  if (who) return who;
  throw new LegatoError('signed-out', 'Your session has ended. Sign in again.');
}

function requireProvider({ provider }: SignIn) {
  if (provider) return provider;
  throw new LegatoError('not-found', 'Legato has no provider to sign in by.');
}
