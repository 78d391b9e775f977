'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useId } from 'react';
import { Button } from '@/components/ui/button';
import type { Account } from '@/lib/contract/sign-in';
import { ChangePasswordForm } from './change-password-form';
import { OwnSessions } from './own-sessions';
import { OwnTokens } from './own-tokens';
import { SecondFactorSetUp } from './second-factor-set-up';
import { signOut } from './sign-out';

const ROLES = {
  agent: 'Agent',
  supervisor: 'Supervisor',
  'recording-manager': 'Recording manager',
} as const;

/** One's own sign-in: password, second factor, sessions. */
export function AccountPage({ account }: { account: Account }) {
  const router = useRouter();
  // The server says what is true after each change.
  const refresh = () => router.refresh();
  return (
    <div className="px-4 pt-5 pb-8 sm:px-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-page">{account.name}</h1>
          <p className="text-body text-ink-2">
            {ROLES[account.role]}, signs in as {account.username}
          </p>
        </div>
        <Button onClick={() => void signOut()}>Sign out</Button>
      </div>
      <Part title="Signed in">
        <OwnSessions sessions={account.sessions} onEnded={refresh} />
      </Part>
      <Part title="Tokens">
        <OwnTokens />
      </Part>
      <Part title="Second factor">
        {account.secondFactor === 'on' ? (
          <p className="text-body">
            On: your sign-in asks for a code of your authenticator. A recording manager can take it
            away where it is lost.
          </p>
        ) : (
          <SecondFactorSetUp hasPassword={account.hasPassword} onDone={refresh} />
        )}
      </Part>
      {account.hasPassword && (
        <Part title="Password">
          <ChangePasswordForm onDone={refresh} />
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-8">
      <h2 id={id} className="mb-3 text-section">
        {title}
      </h2>
      {children}
    </section>
  );
}
