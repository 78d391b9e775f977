'use client';

import { useQueryClient } from '@tanstack/react-query';
import Check from 'lucide-react/icons/check';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-parts';
import { Notice } from '@/components/ui/notice';
import { useFormAct } from '@/components/ui/use-form-act';
import { formatCounted } from '@/components/wording/format-count';
import { refreshPeople } from '@/lib/api/people-queries';
import { requestJson } from '@/lib/api/request-json';
import { type ImportBody, ImportResult } from '@/lib/contract/people';
import { paths } from '@/lib/paths';
import { DialogFoot, OfficeDialog } from './office-dialog';
import { ROLE_NAMES } from './person-words';

/** What a request may hold, less what is around the file in it. */
const LARGEST_FILE_BYTES = 48 * 1024;

/** Adds the people of a CSV file: first it says what each line comes to, then it adds all of them. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [csv, setCsv] = useState<string | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const [result, setResult] = useState<ImportResult | null>(null);
  const ask = async (apply: boolean) => {
    const body: ImportBody = { csv: csv ?? '', apply };
    const answer = await requestJson(ImportResult, paths.api.importPeople(), {
      method: 'POST',
      body,
    });
    setResult(answer);
    if (answer.isApplied) await refreshPeople(client);
  };
  const canApply = result !== null && result.mistakes.length === 0 && !result.isApplied;
  const { isRunning, sentence, submit } = useFormAct(() => ask(canApply));

  const read = async (file: File | undefined) => {
    setResult(null);
    setCsv(null);
    setTooLarge((file?.size ?? 0) > LARGEST_FILE_BYTES);
    if (file && file.size <= LARGEST_FILE_BYTES) setCsv(await file.text());
  };
  return (
    <OfficeDialog title="Import people from CSV" onClose={onClose} isWide>
      <form method="post" onSubmit={submit} className="grid gap-4">
        {!result?.isApplied && (
          <>
            <p className="text-body text-ink-2">
              The first line names the columns: <b className="font-semibold text-ink">username</b>,{' '}
              <b className="font-semibold text-ink">name</b>,{' '}
              <b className="font-semibold text-ink">role</b>, and where wanted noojee_usernames
              (with semicolons between them), email, team, first_day, last_day. All lines are taken,
              or none.
            </p>
            <label className="block">
              <span className="mb-1 block font-medium text-search">File</span>
              <input
                type="file"
                accept=".csv,text/csv"
                onChange={({ target }) => void read(target.files?.[0])}
                className="block w-full rounded-control border border-control p-2 text-body file:mr-3 file:rounded-key file:border-0 file:bg-sunken file:px-2 file:py-1 file:text-ink"
              />
            </label>
          </>
        )}
        {tooLarge && <FormError sentence="This file is larger than 48 KB: divide it." />}
        <FormError sentence={sentence} />
        {result && <Outcome result={result} />}
        <DialogFoot>
          <Button onClick={onClose}>{result?.isApplied ? 'Close' : 'Cancel'}</Button>
          {!result?.isApplied && csv !== null && (
            <Button type="submit" look="primary" aria-disabled={isRunning}>
              {canApply
                ? `Add ${formatCounted(result.added.length, 'person', 'people')}`
                : 'Check the file'}
            </Button>
          )}
        </DialogFoot>
      </form>
    </OfficeDialog>
  );
}

function Outcome({ result: { isApplied, mistakes, added } }: { result: ImportResult }) {
  const people = formatCounted(added.length, 'person', 'people');
  return (
    <div role="status">
      {mistakes.length > 0 ? (
        <Notice tone="danger" glyph={TriangleAlert}>
          {formatCounted(mistakes.length, 'line is', 'lines are')} wrong, so nobody was added.
        </Notice>
      ) : (
        <Notice tone="plain" glyph={Check}>
          {isApplied
            ? `${people} added. Give each a password, or have them sign in by your provider.`
            : `${people} can be added. Nothing is changed yet.`}
        </Notice>
      )}
      <ul
        className="mt-2 max-h-64 overflow-y-auto border-line border-t text-body"
        // Scrolls by keyboard where it is longer than its place.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        tabIndex={0}
        aria-label={mistakes.length > 0 ? 'Wrong lines' : 'People of the file'}
      >
        {mistakes.map(({ line, sentence }) => (
          <li key={`${line} ${sentence}`} className="flex gap-3 border-line border-b py-1.5">
            <span className="w-14 shrink-0 text-ink-2 tabular-nums">Line {line}</span>
            <span>{sentence}</span>
          </li>
        ))}
        {added.map((person) => (
          <li key={person.username} className="flex gap-3 border-line border-b py-1.5">
            <span className="min-w-0 flex-1 truncate font-medium">{person.name}</span>
            <span className="min-w-0 flex-1 truncate text-ink-2">{person.username}</span>
            <span className="min-w-0 flex-1 truncate text-ink-2">{ROLE_NAMES[person.role]}</span>
            <span className="min-w-0 flex-1 truncate text-ink-2">{person.team ?? '–'}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
