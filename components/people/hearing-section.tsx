'use client';

import { useState } from 'react';
import type { Hearing } from '@/lib/contract/people';
import { DayAxis, DayBars, dayRange } from './day-axis';
import { describeDays, formatLongDate, readDayField } from './day-words';

interface HearingSectionProps {
  firstName: string;
  hearing: Hearing;
  today: string;
  day: string;
  onDay: (day: string) => void;
}

const ROW = 'grid grid-cols-[6.5rem_minmax(0,1fr)_7.25rem] items-center gap-x-2';

/** What somebody can hear of the legs of a day: in one sentence, then the reasons as bars. */
export function HearingSection({ firstName, hearing, today, day, onDay }: HearingSectionProps) {
  const spans = hearing.teams.flatMap(({ members }) => members.flatMap(({ days }) => days));
  const range = dayRange(spans, today, 28);
  const [refusal, setRefusal] = useState<string | null>(null);
  const hasBars = hearing.reach !== 'everything' && hearing.own.length + hearing.teams.length > 0;
  return (
    <section aria-labelledby="hearing" className="border-line border-b px-4 py-4 lg:pr-6 lg:pl-5">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
        <h2 id="hearing" className="font-semibold text-body">
          What {firstName} can hear, and why
        </h2>
        <label className="flex items-center gap-2 text-ink-2 text-small max-sm:w-full">
          on
          <input
            type="date"
            defaultValue={day}
            max="2999-12-31"
            aria-invalid={refusal !== null}
            onChange={({ target }) => {
              const read = readDayField(target);
              setRefusal(read.ok ? null : read.message);
              if (read.ok) onDay(read.value);
            }}
            className="h-7 rounded-control border border-control bg-surface px-2 text-ink text-small pointer-coarse:h-11 max-sm:flex-1"
          />
        </label>
      </div>
      <p role="alert" className="mt-2 text-danger text-prose empty:hidden">
        {refusal !== null && `${refusal} Below is what counts on ${formatLongDate(hearing.day)}.`}
      </p>
      <p className="mt-2 text-body" role="status">
        {hearing.sentence}
      </p>
      {hasBars && (
        <div className="mt-2">
          <div className={ROW}>
            <span />
            <DayAxis range={range} fullFrom="sm" />
            <span />
          </div>
          {hearing.own.length > 0 && (
            <Group name="Own legs" because="by Noojee username">
              <li className={ROW}>
                <span className="truncate" title={hearing.own.join(', ')}>
                  {hearing.own.join(', ')}
                </span>
                <DayBars range={range} spans={[{ firstDay: '1970-01-01', lastDay: today }]} />
                <span className="text-ink-2 text-small">always</span>
              </li>
            </Group>
          )}
          {hearing.teams.map(({ team, members }) => (
            <Group key={team.id} name={team.name} because="as its supervisor">
              {members.map((member) => {
                const isHeard = member.days.some(
                  ({ firstDay, lastDay }) =>
                    firstDay <= day && (lastDay === null || lastDay >= day),
                );
                return (
                  <li key={member.personId} className={ROW}>
                    <span className={`truncate ${isHeard ? '' : 'text-ink-3'}`} title={member.name}>
                      {member.name}
                    </span>
                    <DayBars range={range} spans={member.days} />
                    <span className="text-ink-2 text-small tabular-nums">
                      {describeDays(member.days, today)}
                    </span>
                  </li>
                );
              })}
              {members.length === 0 && <li className="text-ink-3 text-small">Nobody yet</li>}
            </Group>
          ))}
        </div>
      )}
      {hearing.teams.length > 0 && (
        <p className="mt-2 text-ink-2 text-prose">
          A leg counts by the day it was made, in the PBX’s zone. What was made while somebody was
          in the team stays to be heard.
        </p>
      )}
    </section>
  );
}

function Group({
  name,
  because,
  children,
}: {
  name: string;
  because: string;
  children: React.ReactNode;
}) {
  return (
    <div className="mt-1.5 text-body">
      <h3 className="font-semibold text-small">
        {name} <span className="ml-1 font-normal text-ink-2">{because}</span>
      </h3>
      <ul>{children}</ul>
    </div>
  );
}
