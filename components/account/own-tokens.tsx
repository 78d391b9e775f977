'use client';

import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-parts';
import { useQuickAct } from '@/components/ui/use-form-act';
import { formatDay, formatMoment } from '@/components/wording/format-clock';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { ownTokensQuery } from '@/lib/api/people-queries';
import { requestJson } from '@/lib/api/request-json';
import { Done } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';

/** One's own tokens, with their last use. A recording manager makes them. */
export function OwnTokens() {
  const timeZone = usePbxZone();
  const result = useQuery(ownTokensQuery);
  const good = result.data?.tokens.filter(({ state }) => state === 'good');
  const { act, sentence } = useQuickAct(() => result.refetch());
  const revoke = (tokenId: string) =>
    act(() => requestJson(Done, paths.api.revokeOwnToken(), { method: 'POST', body: { tokenId } }));
  if (result.error) return <p className="text-body text-ink-2">They cannot be listed just now.</p>;
  if (!good) return <p className="text-body text-ink-2">Loading</p>;
  return (
    <>
      {good.length === 0 && (
        <p className="text-body text-ink-2">
          None. A recording manager makes one where a script is to read with your rights.
        </p>
      )}
      {good.length > 0 && (
        <ul className="max-w-160 border-line border-t">
          {good.map((token) => (
            <li
              key={token.id}
              className="flex min-h-11 flex-wrap items-center gap-x-4 border-line border-b py-1.5 text-body"
            >
              <span className="min-w-40 flex-1 font-medium">{token.name}, read only</span>
              <span className="min-w-40 flex-1 text-ink-2 tabular-nums">
                until {formatDay(token.expiresAt)},{' '}
                {token.lastUsedAt
                  ? `used ${formatMoment(token.lastUsedAt, timeZone)}`
                  : 'not used yet'}
              </span>
              <Button
                size="bar"
                aria-label={`Revoke the token ${token.name}`}
                onClick={() => revoke(token.id)}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      <FormError sentence={sentence} />
    </>
  );
}
