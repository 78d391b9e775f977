'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { sentenceOf } from '@/components/ui/use-form-act';
import { weekQuery } from '@/lib/api/queries';
import { requestJson } from '@/lib/api/request-json';
import { WeekReview } from '@/lib/contract/week-review';
import { paths } from '@/lib/paths';

/** What the reviewer says of one finding. */
export interface Said {
  isLookedAt: boolean;
  note: string;
}

/** What a reviewer has looked at and says of a week, until he signs it off: then it is in the log. */
export function useReview(week: WeekReview) {
  const client = useQueryClient();
  const [own, setOwn] = useState<ReadonlyMap<string, Said>>(new Map());
  const [note, setNote] = useState('');
  const [sending, setSending] = useState<{ isRunning: boolean; sentence: string | null }>({
    isRunning: false,
    sentence: null,
  });
  const { signOff, findings } = week;
  const said = useMemo(
    () => (signOff ? new Map(signOff.findings.map(({ key, ...rest }) => [key, rest])) : own),
    [signOff, own],
  );
  const lookedAt = findings.filter(({ key }) => said.get(key)?.isLookedAt).length;

  async function send(): Promise<void> {
    setSending({ isRunning: true, sentence: null });
    try {
      const body = {
        note,
        findings: findings.map(({ key }) => ({
          key,
          ...(own.get(key) ?? { isLookedAt: false, note: '' }),
        })),
      };
      const signed = await requestJson(WeekReview, paths.api.signOffWeek(week.from), {
        method: 'POST',
        body,
      });
      client.setQueryData(weekQuery(week.from).queryKey, signed);
      setSending({ isRunning: false, sentence: null });
    } catch (error) {
      setSending({ isRunning: false, sentence: sentenceOf(error) });
    }
  }

  return {
    said,
    say(key: string, next: Partial<Said>): void {
      setOwn((before) => {
        const known = before.get(key) ?? { isLookedAt: false, note: '' };
        return new Map(before).set(key, { ...known, ...next });
      });
    },
    note: signOff?.note ?? note,
    setNote,
    lookedAt,
    left: findings.length - lookedAt,
    canSignOff: week.isOver && (lookedAt === findings.length || note.trim() !== ''),
    ...sending,
    signOff: () => void send(),
  };
}
