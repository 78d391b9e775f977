'use client';

import { useState } from 'react';
import { encode } from 'uqr';
import { FormError, SubmitButton } from '@/components/ui/form-parts';
import { PasswordField, TextField } from '@/components/ui/text-field';
import { useFormAct } from '@/components/ui/use-form-act';
import { requestJson } from '@/lib/api/request-json';
import { Done, SecondFactorStart } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';

interface SecondFactorSetUpProps {
  /** Whether one signs in by a password, and has to give it once more. */
  hasPassword: boolean;
  /** Once the first code was right. */
  onDone: () => void;
}

/** Sets up an authenticator: the password again, then the secret and the recovery codes, then a first code. */
export function SecondFactorSetUp({ hasPassword, onDone }: SecondFactorSetUpProps) {
  const [start, setStart] = useState<SecondFactorStart | null>(null);
  return start ? (
    <Confirm start={start} onDone={onDone} />
  ) : (
    <Begin hasPassword={hasPassword} onStart={setStart} />
  );
}

function Begin({
  hasPassword,
  onStart,
}: {
  hasPassword: boolean;
  onStart: (start: SecondFactorStart) => void;
}) {
  const { isRunning, sentence, submit } = useFormAct(async ({ password }) => {
    onStart(
      await requestJson(SecondFactorStart, paths.api.startSecondFactor(), {
        method: 'POST',
        body: password === undefined ? {} : { password },
      }),
    );
  });
  return (
    <form method="post" onSubmit={submit} className="grid max-w-85 gap-4">
      {hasPassword && (
        <PasswordField
          label="Your password"
          name="password"
          autoComplete="current-password"
          maxLength={1_024}
          required
        />
      )}
      <FormError sentence={sentence} />
      <SubmitButton isRunning={isRunning} look="secondary">
        Set up an authenticator
      </SubmitButton>
    </form>
  );
}

function Confirm({ start, onDone }: { start: SecondFactorStart; onDone: () => void }) {
  const { isRunning, sentence, submit } = useFormAct(async ({ code = '' }) => {
    await requestJson(Done, paths.api.confirmSecondFactor(), { method: 'POST', body: { code } });
    onDone();
  });
  return (
    <form method="post" onSubmit={submit} className="grid max-w-120 gap-4">
      <div className="flex flex-wrap items-start gap-5">
        <QrCode text={start.uri} />
        <div className="min-w-50 flex-1 text-body">
          <p>Scan this with your authenticator, or type the secret there:</p>
          <p className="mt-2 break-all font-medium text-id">{start.secret}</p>
          <a href={start.uri} className="mt-2 inline-block underline underline-offset-3">
            Open it on this device
          </a>
        </div>
      </div>
      <div>
        <h3 className="font-semibold text-body">Recovery codes</h3>
        <p className="mt-1 text-ink-2 text-prose">
          Each is good once, when the authenticator is not at hand. Keep them where only you find
          them: they are not shown again.
        </p>
        <ul className="mt-2 grid grid-cols-2 gap-x-6 gap-y-1 text-body text-id sm:grid-cols-3">
          {start.recoveryCodes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
      <TextField
        label="First code of the authenticator"
        name="code"
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={20}
        className="max-w-85"
        required
      />
      <FormError sentence={sentence} />
      <SubmitButton isRunning={isRunning} className="max-w-85">
        Turn it on
      </SubmitButton>
    </form>
  );
}

/** Drawn here: the secret goes nowhere else. Dark on light in both themes, as cameras want it. */
function QrCode({ text }: { text: string }) {
  const { data, size } = encode(text, { border: 2 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      role="img"
      aria-label="QR code of the secret"
      viewBox={`0 0 ${size} ${size}`}
      className="size-40 shrink-0 rounded-key"
      shapeRendering="crispEdges"
    >
      <path d={`M0 0h${size}v${size}h-${size}z`} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
