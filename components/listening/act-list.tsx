'use client';

import Link from 'next/link';
import { formatClock, formatDay } from '@/components/wording/format-clock';
import { usePbxZone } from '@/components/wording/pbx-zone';
import type { LogRow } from '@/lib/contract/listening-log';
import { visibleText } from '@/lib/contract/visible-text';
import { paths } from '@/lib/paths';
import { ACTION_WORDS, roleWords } from './log-words';

/** What was done, row by row, whatever it was. */
export function ActList({ rows }: { rows: readonly LogRow[] }) {
  const timeZone = usePbxZone();
  return (
    <div className="overflow-x-auto bg-surface">
      <table className="act-table">
        <caption className="sr-only">What was done, newest first</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Role</th>
            <th scope="col">What</th>
            <th scope="col">About</th>
            <th scope="col">From</th>
            <th scope="col" className="text-right">
              Row
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.sequence}>
              <td className="whitespace-nowrap">
                <time dateTime={row.at}>
                  {formatDay(row.at)}, {formatClock(row.at, timeZone)}
                </time>
              </td>
              <td className="font-medium">{row.name === 'nobody' ? 'Nobody' : row.name}</td>
              <td className="text-ink-2">{row.by === 'token' ? 'Token' : roleWords(row.role)}</td>
              <td className="whitespace-nowrap">{ACTION_WORDS[row.action]}</td>
              <td className="act-about">
                <About row={row} />
              </td>
              <td className="text-ink-2">{row.address ?? <span className="text-ink-3">–</span>}</td>
              <td className="text-right text-ink-2">{row.sequence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const LONGEST_ABOUT = 160;

function About({ row: { subject } }: { row: LogRow }) {
  const { uniqueId, leg, ...rest } = subject;
  const raw = Object.entries(rest)
    .filter(([name]) => !HIDDEN.has(name))
    .flatMap(([name, value]) =>
      value === null || value === ''
        ? []
        : [`${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`],
    )
    .join(', ');
  const words = visibleText(raw);
  const shown = words.length > LONGEST_ABOUT ? `${words.slice(0, LONGEST_ABOUT)}…` : words;
  return (
    <>
      {typeof uniqueId === 'string' && (
        <Link
          href={paths.call(uniqueId)}
          prefetch={false}
          className="text-id underline underline-offset-3"
        >
          <bdi>{visibleText(uniqueId)}</bdi>
        </Link>
      )}
      {typeof leg === 'number' && `, leg ${leg}`}
      {typeof uniqueId === 'string' && shown && ', '}
      <span title={words === shown ? undefined : words} className="text-ink-2">
        {shown}
      </span>
    </>
  );
}

/** What stands in other columns, or says nothing to a person. */
const HIDDEN: ReadonlySet<string> = new Set([
  'listeningId',
  'startedAt',
  'durationSeconds',
  'hash',
]);
