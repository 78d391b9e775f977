import type { Metadata } from 'next';
import { connection } from 'next/server';
import { SetUpForm } from '@/components/sign-in/set-up-form';
import { SignInFrame } from '@/components/sign-in/sign-in-frame';

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };

export default async function Page() {
  await connection();
  return (
    <SignInFrame
      title="Set up Legato"
      lead="You are the first recording manager: you hear every call, and say who else may."
    >
      <SetUpForm />
    </SignInFrame>
  );
}
