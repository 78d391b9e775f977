'use client';

import { buttonClass } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { FormError } from '@/components/ui/form-parts';
import { useFormAct } from '@/components/ui/use-form-act';
import { requestJson } from '@/lib/api/request-json';
import { ProviderJourney } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';
import { goTo } from './go-to';

interface ProviderButtonProps {
  name: string;
  next: string;
}

/** Leads to the provider, and from there back to `next`. */
export function ProviderButton({ name, next }: ProviderButtonProps) {
  const { isRunning, sentence, submit } = useFormAct(async () => {
    const { url } = await requestJson(ProviderJourney, paths.api.startProviderSignIn(), {
      method: 'POST',
      body: { next },
    });
    await goTo(url);
  });
  return (
    <form method="post" onSubmit={submit} className="mt-3 grid gap-3">
      <button
        type="submit"
        aria-disabled={isRunning}
        className={classNames(buttonClass(), 'h-10 w-full justify-center text-search')}
      >
        Sign in with {name}
      </button>
      <FormError sentence={sentence} />
    </form>
  );
}
