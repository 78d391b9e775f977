import type { Metadata } from 'next';
import { RequiredSecondFactor } from '@/components/sign-in/required-second-factor';
import { SecondFactorForm } from '@/components/sign-in/second-factor-form';
import { SignInFrame } from '@/components/sign-in/sign-in-frame';
import { secondFactorPage } from '@/lib/server/sign-in-page';

export const metadata: Metadata = { title: 'Second factor' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const { next, setsUp } = await secondFactorPage(await searchParams);
  return setsUp ? (
    <SignInFrame
      title="Second factor"
      lead="Recording managers sign in with an authenticator here. Set yours up."
    >
      <RequiredSecondFactor hasPassword={setsUp.hasPassword} next={next} />
    </SignInFrame>
  ) : (
    <SignInFrame title="Second factor" lead="The password was right. Now the code.">
      <SecondFactorForm next={next} />
    </SignInFrame>
  );
}
