import type { Metadata } from 'next';
import { DemoPeople } from '@/components/sign-in/demo-people';
import { ProviderButton } from '@/components/sign-in/provider-button';
import { SignInForm } from '@/components/sign-in/sign-in-form';
import { SignInFrame } from '@/components/sign-in/sign-in-frame';
import type { Refusal } from '@/lib/access/sign-in/refusals';
import { signInPage } from '@/lib/server/sign-in-page';

export const metadata: Metadata = { title: 'Sign in' };

const ROLES = {
  agent: 'agent',
  supervisor: 'supervisor',
  'recording-manager': 'recording manager',
} as const;

const REFUSALS: Record<Refusal, string> = {
  'no-role': 'None of your groups there may use Legato. Ask your recording manager.',
  'switched-off': 'You are switched off in Legato. Ask your recording manager.',
  'name-taken':
    'Somebody in Legato has your user name and does not sign in this way. Ask your recording manager.',
  'provider-failed': 'The sign-in did not come to its end. Try again.',
  'provider-unavailable': 'The provider does not answer. Try again, or sign in with a password.',
};

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const { next, refused, provider, demoPeople } = await signInPage(await searchParams);
  const people = demoPeople.map((person) => ({ ...person, role: ROLES[person.role] }));
  return (
    <SignInFrame
      title="Sign in"
      lead="Call recordings of this contact centre"
      foot="No account? Ask your recording manager."
    >
      {people.length > 0 && <DemoPeople people={people} next={next} />}
      <SignInForm next={next} refused={refused && REFUSALS[refused]} />
      {provider && <ProviderButton name={provider} next={next} />}
    </SignInFrame>
  );
}
