'use client';

import { useRef, useState } from 'react';
import { FormError, SubmitButton } from '@/components/ui/form-parts';
import { PasswordField } from '@/components/ui/text-field';
import { useFormAct } from '@/components/ui/use-form-act';
import { requestJson } from '@/lib/api/request-json';
import { Done, PASSWORD_MIN_LENGTH } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';

/** Changes the password. All other sessions end by that. */
export function ChangePasswordForm({ onDone }: { onDone: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const [isDone, setDone] = useState(false);
  const { isRunning, sentence, submit } = useFormAct(async ({ current = '', wanted = '' }) => {
    setDone(false);
    await requestJson(Done, paths.api.changePassword(), {
      method: 'POST',
      body: { current, wanted },
    });
    form.current?.reset();
    setDone(true);
    onDone();
  });
  return (
    <form ref={form} method="post" onSubmit={submit} className="grid max-w-85 gap-4">
      <PasswordField
        label="Current password"
        name="current"
        autoComplete="current-password"
        maxLength={1_024}
        required
      />
      <PasswordField
        label="New password"
        hint={`${PASSWORD_MIN_LENGTH} characters or more. A few words in a row are good.`}
        name="wanted"
        autoComplete="new-password"
        maxLength={1_024}
        required
      />
      <FormError sentence={sentence} />
      <SubmitButton isRunning={isRunning} look="secondary">
        Change password
      </SubmitButton>
      <p role="status" className="text-body text-ink-2">
        {isDone ? 'Changed. All other sessions have ended.' : ''}
      </p>
    </form>
  );
}
