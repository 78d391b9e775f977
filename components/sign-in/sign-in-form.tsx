'use client';

import { FormError, SubmitButton } from '@/components/ui/form-parts';
import { PasswordField, TextField } from '@/components/ui/text-field';
import { useFormAct } from '@/components/ui/use-form-act';
import { requestJson } from '@/lib/api/request-json';
import { SignInResult } from '@/lib/contract/sign-in';
import { PAGE_PATHS } from '@/lib/contract/url-paths';
import { paths } from '@/lib/paths';
import { goTo } from './go-to';

interface SignInFormProps {
  /** Where to go on to; checked by the page. */
  next: string;
  /** Why whoever was led here is not signed in. */
  refused: string | null;
}

/** User name or e-mail address, and password. */
export function SignInForm({ next, refused }: SignInFormProps) {
  const { isRunning, sentence, submit } = useFormAct(async ({ username = '', password = '' }) => {
    const body = { username, password };
    const { status } = await requestJson(SignInResult, paths.api.signIn(), {
      method: 'POST',
      body,
    });
    await goTo(status === 'signed-in' ? next : paths.secondFactor(next));
  });
  return (
    // Sent before the code of the page is here it must not put the password into an address.
    <form method="post" action={PAGE_PATHS.signIn} onSubmit={submit} className="mt-5 grid gap-4">
      <TextField
        label="User name"
        name="username"
        autoComplete="username"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={320}
        autoFocus
        required
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        maxLength={1_024}
        required
      />
      <FormError sentence={sentence ?? (isRunning ? null : refused)} />
      <SubmitButton isRunning={isRunning}>{isRunning ? 'Signing in' : 'Sign in'}</SubmitButton>
    </form>
  );
}
