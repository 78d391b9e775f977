'use client';

import { Fragment, type ReactNode } from 'react';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { useCallPlayer } from '@/components/player/player-context';
import { useKnownSounds } from '@/components/player/use-call-audio';
import { CopyButton } from '@/components/ui/copy-button';
import { formatZonedClock } from '@/components/wording/format-clock';
import { formatShare } from '@/components/wording/format-count';
import { formatAmount, formatDuration } from '@/components/wording/format-duration';
import { formatNumber } from '@/components/wording/format-number';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import { didNumber } from '@/lib/contract/dialled-number';
import { startsAtUniqueId } from '@/lib/contract/unique-id';
import { visibleText } from '@/lib/contract/visible-text';
import type { Talk } from '@/lib/contract/waveform';
import { CoverageSection } from './coverage-section';
import { HeardBy } from './heard-by';

/** What else is known about the call, and where every second of it is. */
export function CallDetails() {
  const { call, timeline, colours } = useCallPlayer();
  const timeZone = usePbxZone();
  const reached = [...new Set(call.legs.map((leg) => leg.destination))].filter(isKnown);
  const firstLeg = timeline.legs[0];
  const did = didNumber(call);
  const endedAt = toZonedIso(
    Date.parse(call.startedAt) + timeline.durationSeconds * 1000,
    timeZone,
  );

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
                  <bdi title={visibleText(agent)} className="truncate">
                    {visibleText(agent)}
                  </bdi>
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
            {timeline.isEndKnown ? (
              <time dateTime={endedAt}>{formatZonedClock(endedAt, timeZone)}</time>
            ) : (
              <span className="text-ink-2">Length not known yet</span>
            )}
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
      <DetailsSection
        title={
          timeline.isEndKnown
            ? `Every second of ${formatDuration(timeline.durationSeconds)}`
            : 'Every second'
        }
      >
        <CoverageSection />
      </DetailsSection>
      <TalkList />
      <HeardBy />
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

/** Call record ids, the vendor's keys of the legs; a run of numbers is drawn as its two ends. */
function CopyIds({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return <span className="text-ink-3">–</span>;
  return (
    <span className="flex items-start gap-1.5">
      <span className="text-id min-w-0 [overflow-wrap:anywhere]">{shorten(ids)}</span>
      <CopyButton text={ids.join(', ')} label="Copy call record ids" align="end" />
    </span>
  );
}

function shorten(ids: readonly string[]): string {
  const numbers = ids.map((id) => (/^\d{1,15}$/.test(id) ? Number(id) : Number.NaN));
  const isRun = numbers.every((number, index) => index === 0 || number === Number(ids[0]) + index);
  return isRun && ids.length > 2 ? `${ids[0]} – ${ids.at(-1)}` : ids.join(', ');
}

/** How long each side of a stereo leg speaks; nothing until such a leg has been measured. */
function TalkList() {
  const { timeline } = useCallPlayer();
  const known = useKnownSounds();
  const talks = timeline.legs.flatMap(({ leg }) => {
    const marks = known.get(leg.leg)?.marks;
    return marks?.talk ? [{ leg: leg.leg, talk: marks.talk, seconds: marks.durationSeconds }] : [];
  });
  if (talks.length === 0) return null;
  return (
    <section className="border-line border-t py-4 pr-6 pl-5 max-xl:px-6 max-sm:px-4">
      <h2 className="mb-2 font-semibold text-body">Who speaks</h2>
      <dl className="call-facts-list tabular-nums">
        {talks.map(({ leg, talk, seconds }) => (
          <div key={leg} className="contents">
            <dt>Leg {leg}</dt>
            <dd>{talkWords(talk, seconds)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** "Left 41 %, right 38 %, both 3 %" of a leg's length. */
function talkWords({ leftShare, rightShare, crosstalk }: Talk, lengthSeconds: number): string {
  const both = crosstalk.reduce((sum, part) => sum + part.endSeconds - part.startSeconds, 0);
  // A figure and its sign stay on one line.
  const share = (part: number) => formatShare(part, 1).replace(' ', NO_BREAK);
  return `Left ${share(leftShare)}, right ${share(rightShare)}, both ${share(both / Math.max(lengthSeconds, 1))}`;
}

const NO_BREAK = '\u00a0';
