'use client';

import { useState } from 'react';
import { FormError, SubmitButton } from '@/components/ui/form-parts';
import { TextField } from '@/components/ui/text-field';
import { useFormAct } from '@/components/ui/use-form-act';
import { requestJson } from '@/lib/api/request-json';
import { SignInResult } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';
import { goTo } from './go-to';

const KINDS = {
  authenticator: {
    label: 'Code of the authenticator',
    hint: 'Six digits, new every 30 seconds.',
    other: 'Use a recovery code',
  },
  recovery: {
    label: 'Recovery code',
    hint: 'One of the ten that you kept. Each is good once.',
    other: 'Use the authenticator',
  },
} as const;

/** The second half of a sign-in. */
export function SecondFactorForm({ next }: { next: string }) {
  const [kind, setKind] = useState<keyof typeof KINDS>('authenticator');
  const { label, hint, other } = KINDS[kind];
  const { isRunning, sentence, submit } = useFormAct(async ({ code = '' }) => {
    await requestJson(SignInResult, paths.api.proveSecondFactor(), {
      method: 'POST',
      body: { code, kind },
    });
    await goTo(next);
  });
  return (
    <form method="post" onSubmit={submit} className="mt-5 grid gap-4">
      <TextField
        key={kind}
        label={label}
        hint={hint}
        name="code"
        autoComplete="one-time-code"
        inputMode={kind === 'authenticator' ? 'numeric' : 'text'}
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={40}
        autoFocus
        required
      />
      <FormError sentence={sentence} />
      <SubmitButton isRunning={isRunning}>{isRunning ? 'Signing in' : 'Sign in'}</SubmitButton>
      <p className="flex justify-between text-body">
        <button
          type="button"
          className="underline underline-offset-3"
          onClick={() => setKind(kind === 'recovery' ? 'authenticator' : 'recovery')}
        >
          {other}
        </button>
        <a href={paths.signIn(next)} className="underline underline-offset-3">
          Start again
        </a>
      </p>
    </form>
  );
}
