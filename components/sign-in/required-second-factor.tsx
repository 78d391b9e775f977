'use client';

import { SecondFactorSetUp } from '@/components/account/second-factor-set-up';
import { goTo } from './go-to';

/** The set-up of a second factor in the middle of a sign-in, then on to what was asked for. */
export function RequiredSecondFactor({
  hasPassword,
  next,
}: {
  hasPassword: boolean;
  next: string;
}) {
  return (
    <div className="mt-5">
      <SecondFactorSetUp hasPassword={hasPassword} onDone={() => void goTo(next)} />
    </div>
  );
}
