import { type Actor, NOBODY, type PersonActor, type RequestHead } from './actor';
import type { SignIn } from './sign-in/sign-in';
import { signInRequestOf } from './sign-in/sign-in-request';

export interface Doors {
  signIn: Pick<SignIn, 'find' | 'requiresSecondFactor'>;
  /** Who bears a token. @throws LegatoError `signed-out` for one that is not good. */
  findBearer(authorization: string): Promise<PersonActor>;
}

/**
 * Says who sends a request: a script by its token, a person by the cookie of his session, else nobody. Somebody
 * who has to set up a second factor is nobody until he has.
 */
export const createIdentify =
  ({ signIn, findBearer }: Doors) =>
  async (request: RequestHead): Promise<Actor> => {
    const authorization = request.header('authorization');
    if (authorization !== null) return await findBearer(authorization);
    const who = await signIn.find(signInRequestOf(request));
    if (!who || signIn.requiresSecondFactor(who)) return NOBODY;
    const { personId: id, name, username, role, sessionId } = who;
    return { kind: 'person', id, name, username, role, by: 'session', sessionId };
  };
