'use client';

import { useQueryClient } from '@tanstack/react-query';
import CircleCheck from 'lucide-react/icons/circle-check';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-parts';
import { Icon } from '@/components/ui/icon';
import { formatClock, formatDay } from '@/components/wording/format-clock';
import { formatCounted } from '@/components/wording/format-count';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { weekQuery } from '@/lib/api/queries';
import { LONGEST_WEEK_NOTE, type WeekReview } from '@/lib/contract/week-review';
import { paths } from '@/lib/paths';
import type { useReview } from './use-review';
import { useVerification } from './use-verification';
import { VerificationWords } from './verify-log';

/** Beside the findings: signing off, the log itself, and the weeks before. */
export function SignOffPanel({
  week,
  review,
}: {
  week: WeekReview;
  review: ReturnType<typeof useReview>;
}) {
  return (
    <aside aria-label="Sign-off" className="week-panel">
      {week.signOff ? <SignedOff week={week} /> : <SignOff week={week} review={review} />}
      <LogItself week={week} />
      <WeeksBefore week={week} />
    </aside>
  );
}

function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: string;
  children: ReactNode;
}) {
  return (
    <section className="week-section">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="text-section">{title}</h2>
        {aside && <span className="text-ink-2 text-small tabular-nums">{aside}</span>}
      </div>
      {children}
    </section>
  );
}

function SignOff({ week, review }: { week: WeekReview; review: ReturnType<typeof useReview> }) {
  const { lookedAt, left, canSignOff, isRunning, sentence } = review;
  const total = week.findings.length;
  const share = total > 0 ? (lookedAt / total) * 100 : 100;
  return (
    <Section
      title="Sign-off"
      aside={total > 0 ? `${lookedAt} of ${total} looked at` : 'no findings'}
    >
      <span aria-hidden className="week-progress">
        <span style={{ width: `${share}%` }} />
      </span>
      <label className="mt-3 grid gap-1 text-ink-2 text-small">
        Findings, kept in the log
        <textarea
          rows={3}
          maxLength={LONGEST_WEEK_NOTE}
          value={review.note}
          onChange={({ target }) => review.setNote(target.value)}
          className="week-note-area"
        />
      </label>
      <div className="mt-3 flex items-center gap-3">
        <Button
          look="primary"
          aria-disabled={!canSignOff || isRunning}
          aria-describedby="sign-off-why"
          onClick={() => canSignOff && !isRunning && review.signOff()}
        >
          Sign off the week
        </Button>
        <span id="sign-off-why" className="text-ink-2 text-prose">
          {!week.isOver
            ? 'The week is not over: sign it off from Monday on'
            : canSignOff
              ? ''
              : `${left} still to look at, or say why not in the findings`}
        </span>
      </div>
      <div className="mt-3 empty:hidden">{sentence && <FormError sentence={sentence} />}</div>
    </Section>
  );
}

function SignedOff({ week: { signOff, findings } }: { week: WeekReview }) {
  const timeZone = usePbxZone();
  if (!signOff) return null;
  const lookedAt = signOff.findings.filter((one) => one.isLookedAt).length;
  return (
    <Section title="Signed off" aside={`${lookedAt} of ${signOff.findings.length} looked at`}>
      <p role="status" className="mt-2 flex gap-1.5">
        <Icon glyph={CircleCheck} className="mt-0.5 text-ok" />
        <span>
          <b className="font-semibold">{signOff.name}</b>, {formatDay(signOff.at)},{' '}
          {formatClock(signOff.at, timeZone)}
        </span>
      </p>
      <p className="mt-2 whitespace-pre-wrap text-prose [overflow-wrap:anywhere]">
        {signOff.note || 'No findings written.'}
      </p>
      {findings.length > signOff.findings.length && (
        <p className="mt-2 text-prose text-warn">
          {formatCounted(findings.length - signOff.findings.length, 'finding')} came after that.
        </p>
      )}
    </Section>
  );
}

function LogItself({ week: { verified, from } }: { week: WeekReview }) {
  const timeZone = usePbxZone();
  const client = useQueryClient();
  const { state, isRunning, start, cancel } = useVerification(
    () => void client.invalidateQueries({ queryKey: weekQuery(from).queryKey }),
  );
  return (
    <Section title="The log itself">
      <ul className="mt-2 grid gap-1.5 text-prose">
        {verified ? (
          <>
            <Found isGood={verified.isWhole}>
              {verified.isWhole
                ? `Unbroken: ${formatCounted(verified.rows, 'row')}, checked ${formatDay(verified.at)}, ${formatClock(verified.at, timeZone).slice(0, 5)}`
                : (verified.sentence ?? 'A row is broken.')}
            </Found>
            {verified.isWhole && verified.notedHead !== null && (
              <Found isGood>No row cut off, the last head of the hour agrees</Found>
            )}
          </>
        ) : (
          <li className="text-ink-2">Nobody has checked it yet.</li>
        )}
      </ul>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button size="bar" onClick={isRunning ? cancel : start}>
          {isRunning ? 'Cancel' : verified ? 'Check again' : 'Check the log'}
        </Button>
        {state.state !== 'whole' && state.state !== 'broken' && <VerificationWords state={state} />}
      </div>
    </Section>
  );
}

function Found({ isGood, children }: { isGood: boolean; children: ReactNode }) {
  return (
    <li className="flex gap-2">
      <Icon
        glyph={isGood ? CircleCheck : TriangleAlert}
        className={isGood ? 'mt-px text-ok' : 'mt-px text-danger'}
      />
      <span className={isGood ? undefined : 'text-danger'}>{children}</span>
    </li>
  );
}

function WeeksBefore({ week: { before } }: { week: WeekReview }) {
  return (
    <Section title="Weeks before">
      {before.length === 0 && <p className="mt-2 text-ink-2 text-prose">The log begins here.</p>}
      <ul className="mt-1">
        {before.map(({ from, to, signOff }) => (
          <li
            key={from}
            className="flex items-baseline justify-between gap-3 border-line border-b py-1.5"
          >
            <span>
              <Link
                href={paths.weekReview(from)}
                prefetch={false}
                className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
              >
                {weekWords(from, to)}
              </Link>
              <span
                className={signOff ? 'block text-ink-2 text-small' : 'block text-small text-warn'}
              >
                {signOff ? `${signOff.name}, ${formatDay(signOff.at)}` : 'Not signed off'}
              </span>
            </span>
            <span className="text-ink-2 text-small">
              {signOff &&
                (signOff.findings > 0 ? formatCounted(signOff.findings, 'finding') : 'none')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** `Mon 16 – Sun 22 Nov 2026`, with both months where they differ. */
export function weekWords(from: string, to: string): string {
  const [weekday, day, month, year] = formatDay(from).split(' ');
  const end = formatDay(to);
  const [, , endMonth, endYear] = end.split(' ');
  const start = [
    ...[weekday, day],
    ...(month === endMonth ? [] : [month]),
    ...(year === endYear ? [] : [year]),
  ];
  return `${start.join(' ')} – ${end}`;
}
