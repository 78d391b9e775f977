'use client';

import Link from 'next/link';
import { type KeyboardEvent, useRef } from 'react';
import { rowAfterKey } from '@/components/search/use-row-focus';
import { formatCount } from '@/components/wording/format-count';
import {
  FINDING_KINDS,
  LONGEST_FINDING_NOTE,
  type WeekFinding,
  type WeekReview,
} from '@/lib/contract/week-review';
import { paths } from '@/lib/paths';
import { findingWords, kindWords, whenWords } from './finding-words';
import type { Said } from './week-drafts';

interface WeekFindingsProps {
  week: WeekReview;
  said: ReadonlyMap<string, Said>;
  /** Null where the week is signed off: then nothing changes. */
  onSay: ((finding: WeekFinding, said: Partial<Said>) => void) | null;
}

/** What is out of the ordinary, kind by kind; each row leads to its rows of the log. */
export function WeekFindings({ week, said, onSay }: WeekFindingsProps) {
  const table = useRef<HTMLTableElement>(null);

  /** Rows are moved between by the arrows; X looks at one, E goes to its note. */
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = target.closest<HTMLElement>('[data-finding]');
    if (!row || target.matches('input:not([type=checkbox])')) return;
    const rows = [...(table.current?.querySelectorAll<HTMLElement>('[data-finding]') ?? [])];
    if (key === 'x' || key === 'X') {
      event.preventDefault();
      row.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    } else if (key === 'e' || key === 'E') {
      event.preventDefault();
      row.querySelector<HTMLInputElement>('input:not([type=checkbox])')?.focus();
    } else {
      const at = rowAfterKey(key, rows.indexOf(row), { count: rows.length, rowsInView: 10 });
      if (at === null) return;
      event.preventDefault();
      rows[at]?.querySelector<HTMLElement>('a')?.focus();
    }
  }

  let spell = 0;
  return (
    <table ref={table} className="week-table" onKeyDown={onKeyDown}>
      <caption className="sr-only">What is out of the ordinary in this week</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">Looked at</span>
          </th>
          <th scope="col">Who</th>
          <th scope="col" className="week-role">
            Role
          </th>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col" className="week-usual">
            Usual
          </th>
          <th scope="col">Reviewer’s note</th>
        </tr>
      </thead>
      {FINDING_KINDS.map((kind) => {
        const ofKind = week.findings.filter((one) => one.kind === kind);
        const { title, rule } = kindWords(kind, week);
        const more = week.notListed[kind] ?? 0;
        return (
          <tbody key={kind}>
            <tr className="week-kind">
              <th scope="rowgroup" colSpan={7}>
                {title}, {ofKind.length + more || 'none'}
                <span className="ml-2.5 font-normal text-ink-2">
                  {rule}
                  {more > 0 && `, ${formatCount(more)} of them not listed: look in the log`}
                </span>
              </th>
            </tr>
            {ofKind.map((finding) => (
              <FindingRow
                key={finding.key}
                finding={finding}
                number={kind === 'outside-hours' ? ++spell : null}
                said={said.get(finding.key) ?? { isLookedAt: false, note: '' }}
                onSay={onSay && ((next) => onSay(finding, next))}
              />
            ))}
          </tbody>
        );
      })}
    </table>
  );
}

interface FindingRowProps {
  finding: WeekFinding;
  /** As the chart above has it. */
  number: number | null;
  said: Said;
  onSay: ((said: Partial<Said>) => void) | null;
}

function FindingRow({ finding, number, said, onSay }: FindingRowProps) {
  const { who, role, what, more, usual } = findingWords(finding);
  const when = whenWords(finding);
  return (
    <tr data-finding className="week-row">
      <td>
        <input
          type="checkbox"
          aria-label={`Looked at: ${who}, ${when}, ${what}`}
          checked={said.isLookedAt}
          disabled={!onSay}
          onChange={({ target }) => onSay?.({ isLookedAt: target.checked })}
          className="week-box"
        />
      </td>
      <td className="font-medium">
        <span title={who} className="block truncate">
          {who}
        </span>
      </td>
      <td className="week-role text-ink-2">{role}</td>
      <td className="whitespace-nowrap">{when}</td>
      <td className="week-what">
        {number !== null && <b className="mr-2 font-semibold text-warn">{number}</b>}
        <Link
          href={paths.listening(finding.log)}
          prefetch={false}
          className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          {what}
        </Link>
        {more}
      </td>
      <td className="week-usual text-ink-2">{usual}</td>
      <td className="week-note">
        {onSay ? (
          <input
            aria-label={`Note on ${who}, ${when}`}
            placeholder="Add a note"
            maxLength={LONGEST_FINDING_NOTE}
            value={said.note}
            onChange={({ target }) => onSay({ note: target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== 'Escape') return;
              event.currentTarget.closest('tr')?.querySelector<HTMLElement>('a')?.focus();
              event.preventDefault();
            }}
            className="week-note-field"
          />
        ) : (
          <span className="text-ink-2">{said.note || '–'}</span>
        )}
      </td>
    </tr>
  );
}
