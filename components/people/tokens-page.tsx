'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { ProblemState } from '@/components/states/problem-state';
import { FormError } from '@/components/ui/form-parts';
import { peopleQuery, tokensQuery } from '@/lib/api/people-queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import type { TokenRow } from '@/lib/contract/people';
import { paths } from '@/lib/paths';
import { formatDate, formatSeen } from './day-words';
import { OfficeFrame } from './office-frame';
import { quickActs } from './person-acts';
import { TextButton, useQuickPeopleAct } from './person-panel';

const CELL = 'h-8 truncate border-line/55 border-b px-2';
const HEAD = 'h-7 border-line-strong border-b px-2 text-left font-medium text-ink-2 text-label';
const STATES = { good: 'Good', over: 'Over', revoked: 'Revoked' } as const;

/** The tokens of everybody, those that are good first. */
export function TokensPage() {
  const people = useQuery(peopleQuery);
  const result = useQuery(tokensQuery);
  const failure = useKeptProblem(result, 'tokens');
  const { act, sentence } = useQuickPeopleAct();
  const tokens = result.data?.tokens.toSorted(
    (a, b) => Number(a.state !== 'good') - Number(b.state !== 'good'),
  );
  const today = people.data?.today ?? '';
  const nameOf = ({ personId }: TokenRow) =>
    people.data?.people.find(({ id }) => id === personId)?.name ?? 'Somebody';
  return (
    <div className="flex min-h-full flex-col">
      <OfficeFrame
        page="tokens"
        count={tokens?.filter(({ state }) => state === 'good').length ?? null}
        today={today || null}
      />
      <FormError sentence={sentence} />
      {failure && (
        <ProblemState {...failure} className="m-6" onRetry={() => void result.refetch()} />
      )}
      {tokens?.length === 0 && (
        <p className="border-line border-b bg-surface px-4 py-6 text-body text-ink-2 sm:px-6">
          No token yet. A script reads with one in place of a sign-in: open a person and make one
          there.
        </p>
      )}
      {tokens && tokens.length > 0 && (
        <table className="w-full table-fixed border-separate border-spacing-0 bg-surface text-body">
          <caption className="sr-only">Tokens</caption>
          <thead>
            <tr>
              <th scope="col" className={`${HEAD} pl-4 sm:pl-6`}>
                Token
              </th>
              <th scope="col" className={HEAD}>
                Person
              </th>
              <th scope="col" className={`${HEAD} max-md:hidden`}>
                Made
              </th>
              <th scope="col" className={`${HEAD} max-sm:hidden`}>
                Until
              </th>
              <th scope="col" className={`${HEAD} max-md:hidden`}>
                Last use
              </th>
              <th scope="col" className={`${HEAD} w-20`}>
                State
              </th>
              <th scope="col" className={`${HEAD} w-24 pr-4 sm:pr-6`}>
                <span className="sr-only">Act</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <tr key={token.id} className={token.state === 'good' ? '' : 'text-ink-3'}>
                <th scope="row" className={`${CELL} pl-4 text-left font-semibold sm:pl-6`}>
                  {token.name}
                </th>
                <td className={CELL}>
                  <Link
                    href={paths.person(token.personId)}
                    prefetch={false}
                    className="underline underline-offset-3"
                  >
                    {nameOf(token)}
                  </Link>
                </td>
                <td className={`${CELL} max-md:hidden`}>
                  {formatDate(token.createdAt.slice(0, 10))}
                </td>
                <td className={`${CELL} max-sm:hidden`}>
                  {formatDate(token.expiresAt.slice(0, 10))}
                </td>
                <td className={`${CELL} max-md:hidden`}>{formatSeen(token.lastUsedAt, today)}</td>
                <td className={CELL}>{STATES[token.state]}</td>
                <td className={`${CELL} pr-4 text-right sm:pr-6`}>
                  {token.state === 'good' && (
                    <TextButton
                      label={`Revoke the token ${token.name} of ${nameOf(token)}`}
                      onClick={() => act(() => quickActs.revokeToken(token.personId, token.id))}
                    >
                      Revoke
                    </TextButton>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
