'use client';

import { FormError } from '@/components/ui/form-parts';
import { useFormAct } from '@/components/ui/use-form-act';
import { requestJson } from '@/lib/api/request-json';
import { SignInResult } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';
import { goTo } from './go-to';

interface DemoPeopleProps {
  people: readonly { username: string; name: string; role: string; what: string }[];
  next: string;
}

/** The demo's people, one click each. */
export function DemoPeople({ people, next }: DemoPeopleProps) {
  return (
    <section aria-labelledby="demo-people" className="mt-5">
      <h2 id="demo-people" className="font-semibold text-section">
        Try it as
      </h2>
      <ul className="mt-2 border-line border-t">
        {people.map((person) => (
          <li key={person.username} className="border-line border-b">
            <DemoPerson {...person} next={next} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function DemoPerson({
  username,
  name,
  role,
  what,
  next,
}: DemoPeopleProps['people'][number] & { next: string }) {
  const { isRunning, sentence, submit } = useFormAct(async () => {
    await requestJson(SignInResult, paths.api.takeDemoPerson(), {
      method: 'POST',
      body: { username },
    });
    await goTo(next);
  });
  return (
    <form method="post" onSubmit={submit}>
      <button
        type="submit"
        aria-disabled={isRunning}
        className="-mx-2 w-[calc(100%+1rem)] rounded-row px-2 py-2 text-left hover:bg-sunken"
      >
        <span className="font-medium text-search">{name}</span>{' '}
        <span className="text-ink-2 text-prose">{role}</span>
        <span className="block text-ink-2 text-prose">{what}</span>
      </button>
      <FormError sentence={sentence} />
    </form>
  );
}
