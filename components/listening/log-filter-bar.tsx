'use client';

import { Popover } from '@base-ui/react/popover';
import { useQuery } from '@tanstack/react-query';
import CalendarDays from 'lucide-react/icons/calendar-days';
import X from 'lucide-react/icons/x';
import { Button, buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Segmented } from '@/components/ui/segmented';
import { formatDay } from '@/components/wording/format-clock';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { daysLater, toZonedIso } from '@/components/wording/zoned-time';
import { logPeopleQuery } from '@/lib/api/queries';
import { AuditActionName } from '@/lib/contract/listening-log';
import { isDay, isOfSittings, type LogFilters } from './log-filters';
import { ACTION_WORDS } from './log-words';

interface LogFilterBarProps {
  filters: LogFilters;
  onChange: (filters: LogFilters) => void;
  /** Agents read their own rows: there is nobody to choose. */
  hasPeople: boolean;
  children?: React.ReactNode;
}

const SHOWS = [
  { value: 'all', label: 'All' },
  { value: 'listened', label: 'Heard' },
  { value: 'saved', label: 'Downloaded' },
  { value: 'everything', label: 'Other acts' },
] as const;
type Shows = (typeof SHOWS)[number]['value'];

/** What of the log is shown. Each filter stands in the address. */
export function LogFilterBar({ filters, onChange, hasPeople, children }: LogFilterBarProps) {
  const { data } = useQuery(logPeopleQuery);
  const people = data?.people ?? [];
  const { person, call, action, ...others } = filters;
  const shows: Shows = !isOfSittings(filters)
    ? 'everything'
    : action === 'listened' || action === 'saved'
      ? action
      : 'all';
  const withAction = (next: LogFilters['action']): LogFilters => ({
    ...others,
    ...(person && { person }),
    ...(call && { call }),
    ...(next && { action: next }),
  });
  return (
    <search aria-label="Filters" className="log-filters">
      <DaysFilter filters={filters} onChange={onChange} />
      {hasPeople && (
        <select
          aria-label="Listener"
          value={person ?? ''}
          onChange={({ target }) => {
            const { person: _, ...rest } = filters;
            onChange({ ...rest, ...(target.value && { person: target.value }) });
          }}
          className="filter-select"
        >
          <option value="">Anybody</option>
          {person && !people.some(({ personId }) => personId === person) && (
            <option value={person}>{data ? 'Nobody you may read of' : '…'}</option>
          )}
          {people.map(({ personId, name }) => (
            <option key={personId} value={personId}>
              {name}
            </option>
          ))}
        </select>
      )}
      <form
        key={call}
        className="contents"
        onSubmit={(event) => {
          event.preventDefault();
          const value = String(new FormData(event.currentTarget).get('call') ?? '').trim();
          const { call: _, ...rest } = filters;
          onChange({ ...rest, ...(value && { call: value }) });
        }}
      >
        <input
          name="call"
          aria-label="Unique id of a call"
          placeholder="Any call"
          defaultValue={call}
          autoComplete="off"
          maxLength={200}
          onBlur={({ target }) => {
            if (target.value.trim() !== (call ?? '')) target.form?.requestSubmit();
          }}
          className="filter-field text-id"
        />
      </form>
      <Segmented
        label="Shown"
        options={SHOWS}
        value={shows}
        onChange={(next) => onChange(withAction(next === 'all' ? undefined : next))}
      />
      {shows === 'everything' && (
        <select
          aria-label="Act"
          value={action}
          onChange={({ target }) => {
            const known = AuditActionName.safeParse(target.value);
            onChange(withAction(known.success ? known.data : 'everything'));
          }}
          className="filter-select"
        >
          <option value="everything">Everything</option>
          {AuditActionName.options.map((name) =>
            name === 'listened' || name === 'saved' ? null : (
              <option key={name} value={name}>
                {ACTION_WORDS[name]}
              </option>
            ),
          )}
        </select>
      )}
      {children}
    </search>
  );
}

function DaysFilter({ filters, onChange }: Pick<LogFilterBarProps, 'filters' | 'onChange'>) {
  const timeZone = usePbxZone();
  const { from, to, ...rest } = filters;
  const isSet = from !== undefined || to !== undefined;
  const today = () => toZonedIso(Date.now(), timeZone).slice(0, 10);
  const set = (nextFrom: string | undefined, nextTo: string | undefined) =>
    onChange({ ...rest, ...(nextFrom && { from: nextFrom }), ...(nextTo && { to: nextTo }) });
  return (
    <span className="inline-flex items-center gap-0.5">
      <Popover.Root>
        <Popover.Trigger className={buttonClass({ size: 'bar' })} data-set={isSet || undefined}>
          <Icon glyph={CalendarDays} size={14} />
          {isSet ? spanWords(from, to) : 'Any day'}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner align="start" sideOffset={6} className="z-50">
            <Popover.Popup className="grid w-72 gap-3 rounded-popover bg-raised p-4 text-body shadow-float">
              <Popover.Title className="font-semibold">Days, both included</Popover.Title>
              <div className="grid grid-cols-2 gap-3">
                <DayField label="From" value={from} max={to} onChange={(day) => set(day, to)} />
                <DayField label="To" value={to} min={from} onChange={(day) => set(from, day)} />
              </div>
              <div className="flex flex-wrap gap-2">
                <Button size="bar" onClick={() => set(today(), today())}>
                  Today
                </Button>
                <Button
                  size="bar"
                  onClick={() => set(daysLater(today(), -1), daysLater(today(), -1))}
                >
                  Yesterday
                </Button>
                <Button size="bar" onClick={() => set(daysLater(today(), -6), today())}>
                  Last 7 days
                </Button>
              </div>
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      {isSet && (
        <Button look="quiet" size="bar" aria-label="Any day" onClick={() => onChange(rest)}>
          <Icon glyph={X} size={14} />
        </Button>
      )}
    </span>
  );
}

interface DayFieldProps {
  label: string;
  value: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  onChange: (day: string | undefined) => void;
}

function DayField({ label, value, min, max, onChange }: DayFieldProps) {
  return (
    <label className="grid gap-1 text-ink-2 text-small">
      {label}
      <input
        type="date"
        value={value?.slice(0, 10) ?? ''}
        min={min?.slice(0, 10)}
        max={max?.slice(0, 10)}
        onChange={({ target }) => onChange(target.value || undefined)}
        className="filter-field w-full text-ink"
      />
    </label>
  );
}

/** "Mon 23 Nov 2026 – Tue 24 Nov 2026", with the time where it is not a whole day. */
function spanWords(from: string | undefined, to: string | undefined): string {
  const words = (moment: string) =>
    isDay(moment) ? formatDay(moment) : `${formatDay(moment)}, ${moment.slice(11, 16)}`;
  if (from && to) {
    if (from === to) return words(from);
    const isOneDay = !isDay(from) && from.slice(0, 10) === to.slice(0, 10);
    return `${words(from)} – ${isOneDay ? to.slice(11, 16) : words(to)}`;
  }
  return from ? `From ${words(from)}` : `Up to ${words(to ?? '')}`;
}
