'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { sentenceOf } from '@/components/ui/use-form-act';
import { weekQuery } from '@/lib/api/queries';
import { requestJson } from '@/lib/api/request-json';
import { type WeekFinding, WeekReview } from '@/lib/contract/week-review';
import { paths } from '@/lib/paths';
import {
  forgetDraft,
  readDraft,
  type Said,
  saidOf,
  sayOfFinding,
  sayOfWeek,
  useWeekDraft,
} from './week-drafts';

/** What a reviewer has looked at and says of a week, until he signs it off: then it is in the log. */
export function useReview(week: WeekReview) {
  const client = useQueryClient();
  const { from: monday, signOff, findings } = week;
  const draft = useWeekDraft(monday);
  const [sending, setSending] = useState<{ isRunning: boolean; sentence: string | null }>({
    isRunning: false,
    sentence: null,
  });
  const said = useMemo(
    () =>
      signOff
        ? new Map(signOff.findings.map(({ key, ...rest }) => [key, rest]))
        : saidOf(draft, findings),
    [signOff, draft, findings],
  );
  const note = signOff?.note ?? draft.note;
  const lookedAt = findings.filter(({ key }) => said.get(key)?.isLookedAt).length;

  // Storage is outside of React, and another reviewer may have signed off the week.
  const isSignedOff = signOff !== null;
  useEffect(() => {
    if (isSignedOff) forgetDraft(monday);
  }, [isSignedOff, monday]);

  async function send(): Promise<void> {
    setSending({ isRunning: true, sentence: null });
    try {
      const latest = readDraft(monday);
      // Of what nothing is said the server knows as much, and bodies are bounded.
      const words = [...saidOf(latest, findings)].flatMap(([key, word]) =>
        word.isLookedAt || word.note ? [{ key, ...word }] : [],
      );
      const signed = await requestJson(WeekReview, paths.api.signOffWeek(monday), {
        method: 'POST',
        body: { note: latest.note, findings: words },
      });
      client.setQueryData(weekQuery(monday).queryKey, signed);
      setSending({ isRunning: false, sentence: null });
    } catch (error) {
      setSending({ isRunning: false, sentence: sentenceOf(error) });
    }
  }

  return {
    said,
    say: (finding: WeekFinding, next: Partial<Said>): void => sayOfFinding(monday, finding, next),
    note,
    setNote: (next: string): void => sayOfWeek(monday, next),
    lookedAt,
    left: findings.length - lookedAt,
    canSignOff: week.isOver && (lookedAt === findings.length || note.trim() !== ''),
    ...sending,
    signOff: () => void send(),
  };
}
