'use client';

import { useEffect, useState } from 'react';
import { FormError, SubmitButton } from '@/components/ui/form-parts';
import { PasswordField, TextField } from '@/components/ui/text-field';
import { useFormAct } from '@/components/ui/use-form-act';
import { requestJson } from '@/lib/api/request-json';
import { PASSWORD_MIN_LENGTH, SignInResult } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';
import { goTo } from './go-to';

/** Makes the first recording manager, by the code behind the hash sign of the link. */
export function SetUpForm() {
  const [link, setLink] = useState<{ code: string | null }>({ code: null });
  // The address belongs to the browser; the code is no longer in it once it has been read.
  useEffect(() => {
    const code = new URLSearchParams(location.hash.slice(1)).get('code');
    if (!code) return;
    setLink({ code });
    history.replaceState(null, '', location.pathname);
  }, []);
  const { isRunning, sentence, submit } = useFormAct(
    async ({ name = '', username = '', password = '' }) => {
      await requestJson(SignInResult, paths.api.setUp(), {
        method: 'POST',
        body: { code: link.code ?? '-', name, username, password },
      });
      await goTo(paths.home());
    },
  );
  return (
    <form method="post" onSubmit={submit} className="mt-5 grid gap-4">
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        maxLength={200}
        autoFocus
        required
      />
      <TextField
        label="User name"
        hint="What you sign in with."
        name="username"
        autoComplete="username"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={200}
        required
      />
      <PasswordField
        label="Password"
        hint={`${PASSWORD_MIN_LENGTH} characters or more. A few words in a row are good.`}
        name="password"
        autoComplete="new-password"
        maxLength={1_024}
        required
      />
      <FormError sentence={sentence} />
      <SubmitButton isRunning={isRunning}>
        {isRunning ? 'Setting up' : 'Set up and sign in'}
      </SubmitButton>
    </form>
  );
}
