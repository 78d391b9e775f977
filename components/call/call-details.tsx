'use client';

import { Fragment, type ReactNode } from 'react';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { useCallPlayer } from '@/components/player/player-context';
import { formatZonedClock } from '@/components/wording/format-clock';
import { formatAmount, formatDuration } from '@/components/wording/format-duration';
import { formatNumber } from '@/components/wording/format-number';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { didNumber } from '@/lib/contract/dialled-number';
import { startsAtUniqueId } from '@/lib/contract/unique-id';
import { CopyIds } from './copy-ids';
import { CoverageSection } from './coverage-section';
import { TalkList } from './talk-list';

/** What else is known of the call, and where every second of it is. */
export function CallDetails() {
  const { call, timeline, colours } = useCallPlayer();
  const timeZone = usePbxZone();
  const reached = [...new Set(call.legs.map((leg) => leg.destination))].filter(isKnown);
  const firstLeg = timeline.legs[0];
  const did = didNumber(call);

  return (
    <aside aria-label="Details" className="call-details">
      <DetailsSection title="Details">
        <dl className="call-facts-list">
          <dt>Agents</dt>
          <dd>
            {call.agents.length === 0 && <span className="text-ink-2">No agent</span>}
            <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
              {call.agents.map((agent) => (
                <li key={agent} className="inline-flex min-w-0 items-center gap-1.5">
                  <OwnerSwatch colour={colours.get(agent)} />
                  <span title={agent} className="truncate">
                    {agent}
                  </span>
                </li>
              ))}
            </ul>
          </dd>
          {did && (
            <>
              <dt>Number dialled</dt>
              <dd className="tabular-nums">{formatNumber(did)}</dd>
            </>
          )}
          {reached.length > 0 && (
            <>
              <dt>Reached</dt>
              <dd className="line-clamp-6 tabular-nums [overflow-wrap:anywhere]">
                {reached.map((number, index) => (
                  <Fragment key={number}>
                    {index > 0 && ' then '}
                    <span className={number.length < 20 ? 'whitespace-nowrap' : undefined}>
                      {formatNumber(number)}
                      {index < reached.length - 1 && ','}
                    </span>
                  </Fragment>
                ))}
              </dd>
            </>
          )}
          <dt>Ended</dt>
          <dd className="tabular-nums">
            <time dateTime={call.endedAt}>{formatZonedClock(call.endedAt, timeZone)}</time>
          </dd>
          <dt>Call began</dt>
          <dd>
            {firstLeg && startsAtUniqueId(call)
              ? `${formatAmount(firstLeg.startSeconds)} before leg 1 (from the unique id)`
              : 'with leg 1'}
          </dd>
          <dt>Call record ids</dt>
          <dd>
            <CopyIds ids={call.legs.map((leg) => leg.callRecordId).filter(isKnown)} />
          </dd>
        </dl>
      </DetailsSection>
      <DetailsSection title={`Every second of ${formatDuration(timeline.durationSeconds)}`}>
        <CoverageSection />
      </DetailsSection>
      <TalkList />
    </aside>
  );
}

function DetailsSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-line py-3 pr-6 pl-5 [&+section]:border-t max-xl:px-6 max-sm:px-4">
      <h2 className="mb-2 font-semibold text-body">{title}</h2>
      {children}
    </section>
  );
}

const isKnown = (value: string | null): value is string => value !== null && value !== '';
