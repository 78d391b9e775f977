'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { CallTimeline } from '@/components/call-time/call-timeline';
import { HeardBar, speakHeard } from '@/components/heard/heard-bar';
import { useCallPlayer } from '@/components/player/player-context';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import { formatClock, formatDay } from '@/components/wording/format-clock';
import { formatDuration } from '@/components/wording/format-duration';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import { heardQuery } from '@/lib/api/queries';
import type { HeardOfCall } from '@/lib/contract/heard';
import { type Intervals, lengthOf } from '@/lib/contract/intervals';
import { paths } from '@/lib/paths';

interface Hearer {
  personId: string;
  name: string;
  lastAt: string;
  legs: { leg: number; heard: Intervals; durationSeconds: number }[];
}

/** Who else heard which seconds of this call, for those who may know; nothing where nobody did. */
export function HeardBy() {
  const { call, timeline } = useCallPlayer();
  const timeZone = usePbxZone();
  const { data } = useQuery(heardQuery(call.uniqueId));
  const isHydrated = useIsHydrated();
  // The page comes without this, and the answer may come before React has taken this part of it over.
  const hearers = data && isHydrated ? toHearers(data, timeline) : [];
  if (hearers.length === 0) return null;
  return (
    <section className="border-line border-t py-3 pr-6 pl-5 max-xl:px-6 max-sm:px-4">
      <div className="mb-2 flex items-baseline justify-between gap-3">
        <h2 className="font-semibold text-body">Heard by others</h2>
        <Link
          href={paths.listening({ call: call.uniqueId })}
          prefetch={false}
          className="text-prose underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          In the log
        </Link>
      </div>
      <ul className="grid gap-3">
        {hearers.map(({ personId, name, lastAt, legs }) => {
          const at = toZonedIso(Date.parse(lastAt), timeZone);
          return (
            <li key={personId}>
              <p className="flex items-baseline justify-between gap-3">
                <span title={name} className="truncate font-medium">
                  {name}
                </span>
                <span className="shrink-0 text-ink-2 text-small tabular-nums">
                  {formatDay(at)}, {formatClock(at, timeZone).slice(0, 5)}
                </span>
              </p>
              <ul>
                {legs.map(({ leg, heard, durationSeconds }) => (
                  <li
                    key={leg}
                    className="grid grid-cols-[2.75rem_minmax(0,1fr)_auto] items-center gap-2 text-small tabular-nums"
                  >
                    <span className="text-ink-2">Leg {leg}</span>
                    <HeardBar heard={heard} durationSeconds={durationSeconds} />
                    <span>
                      <span className="sr-only">{speakHeard(heard)}, </span>
                      {formatDuration(lengthOf(heard))}{' '}
                      <span className="text-ink-2">of {formatDuration(durationSeconds)}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The same by person, whoever listened last first. */
function toHearers({ legs }: HeardOfCall, timeline: CallTimeline): Hearer[] {
  const hearers = new Map<string, Hearer>();
  for (const { leg, by } of legs) {
    const length = timeline.legs.find((placed) => placed.leg.leg === leg)?.length;
    for (const { personId, name, lastAt, heard } of by) {
      const hearer = hearers.get(personId) ?? { personId, name, lastAt, legs: [] };
      hearers.set(personId, hearer);
      if (lastAt > hearer.lastAt) hearer.lastAt = lastAt;
      hearer.legs.push({
        leg,
        heard,
        durationSeconds: length?.shownSeconds ?? heard.at(-1)?.[1] ?? 1,
      });
    }
  }
  return [...hearers.values()].sort((one, other) => other.lastAt.localeCompare(one.lastAt));
}
