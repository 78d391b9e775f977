'use client';

import { kindWord } from '@/components/wording/leg-words';
import type { Call } from '@/lib/contract/call';

/** How each leg got its kind: the PBX never tells one, so the reasons are a click away. */
export function WhyKinds({ call }: { call: Call }) {
  const legs = call.legs.filter((leg) => leg.kind !== null);
  if (legs.length === 0) return null;
  return (
    <details className="why-kinds px-4 py-4 text-prose text-ink-2 sm:px-6">
      <summary className="w-fit rounded-key">
        Kinds are inferred; the PBX does not report them.{' '}
        <span className="text-ink underline underline-offset-3">Why each kind</span>
      </summary>
      <ul className="mt-2 grid gap-1">
        {legs.map((leg) => (
          <li key={leg.leg} className="grid grid-cols-[3rem_5rem_1fr] gap-2">
            <span className="tabular-nums">Leg {leg.leg}</span>
            {kindWord(leg) ? (
              <em className="text-inferred w-fit text-ink">{kindWord(leg)}</em>
            ) : (
              <span>no kind</span>
            )}
            <span className="[overflow-wrap:anywhere]">{leg.kind?.because}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
