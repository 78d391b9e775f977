import { useQuery } from '@tanstack/react-query';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { ProblemState } from '@/components/states/problem-state';
import { classNames } from '@/components/ui/class-names';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCounted } from '@/components/wording/format-count';
import { callsQuery } from '@/lib/api/queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import type { Warning } from '@/lib/contract/call';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { CallResults } from './call-results';
import { NoCalls } from './no-calls';
import { formatLinkedMoment, readingOf } from './read-search';
import { READING_MARKS } from './reading-line';
import { rememberSearch } from './recent-searches';
import { useLinkedMoment } from './search-link';

interface FoundCallsProps {
  query: CallQuery;
  onSearch: (query: CallQuery) => void;
}

/** The outcome of a search: loading, failed, nothing, or calls. Rows stay when a refresh fails. */
export function FoundCalls({ query, onSearch }: FoundCallsProps) {
  const key = paths.search(query);
  const result = useQuery(callsQuery(query));
  const failure = useKeptProblem(result, key);
  const page = result.data;
  const { reading, value } = readingOf(query);

  const isAnswered = page !== undefined;
  // Storage is outside React; a search that was answered is worth offering again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query
  useEffect(() => {
    if (isAnswered) rememberSearch(query);
  }, [isAnswered, key]);

  const router = useRouter();
  const moment = useLinkedMoment();
  const only = page?.calls.length === 1 ? page.calls[0] : undefined;
  const target = only && moment ? paths.callAt(only.uniqueId, moment) : null;
  // A link by tag means its only call; replacing keeps Back leading to where the link was.
  useEffect(() => {
    if (target) router.replace(target);
  }, [router, target]);

  // When a retry succeeds its button disappears, and focus would be lost with it.
  const region = useRef<HTMLElement>(null);
  const hasFailed = useRef(false);
  useEffect(() => {
    if (!failure && hasFailed.current && document.activeElement === document.body) {
      region.current?.focus({ preventScroll: true });
    }
    hasFailed.current = failure !== null;
  }, [failure]);

  const askAgain = () => void result.refetch();
  return (
    <section ref={region} aria-label="Results" tabIndex={-1} className="outline-none">
      {failure && (
        <div className="px-4 pb-4 sm:px-6">
          <ProblemState key={key} {...failure} onRetry={askAgain} />
        </div>
      )}
      {!failure && !page && (
        <Searching what={`the PBX for the ${READING_MARKS[reading].name.toLowerCase()} ${value}`} />
      )}
      {moment && page && page.calls.length > 1 && (
        <p role="status" className="px-4 pb-2 text-prose sm:px-6">
          This link fits several calls. Each opens at {formatLinkedMoment(moment)}.
        </p>
      )}
      {page && <ReplyWarnings warnings={page.warnings} />}
      {page?.calls.length === 0 && !failure && (
        <div className="px-4 pb-6 sm:px-6">
          <NoCalls
            query={query}
            page={page}
            isAsking={result.isFetching}
            onAskAgain={askAgain}
            onSearch={onSearch}
          />
        </div>
      )}
      {page && page.calls.length > 0 && (
        <CallResults
          key={key}
          searchKey={key}
          isSingleCall={reading === 'uniqueId'}
          page={page}
          isAsking={result.isFetching}
          onAskAgain={askAgain}
        />
      )}
    </section>
  );
}

const SHOWN = 3;

/** The parts of the PBX's reply that could not be read and belong to none of the calls shown. */
function ReplyWarnings({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  const messages = warnings.map((warning) => warning.message);
  return (
    <div className="px-4 pb-3 sm:px-6">
      <Notice tone="warn" glyph={TriangleAlert} className="max-w-200">
        <strong className="font-semibold">Part of the PBX’s reply could not be read.</strong>{' '}
        {messages.slice(0, SHOWN).join(' ')}
        {messages.length > SHOWN && (
          <details className="mt-1">
            <summary>{formatCounted(messages.length - SHOWN, 'more notice')}</summary>
            <ul className="mt-1 list-disc pl-4">
              {[...new Set(messages.slice(SHOWN))].map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </details>
        )}
      </Notice>
    </div>
  );
}

/** Widths that look like calls, always the same so that nothing moves. */
const ROWS = [
  ['w-36', 'w-20', 'w-2/5'],
  ['w-44', 'w-28', 'w-1/4'],
  ['w-40', 'w-16', 'w-3/5'],
  ['w-48', 'w-24', 'w-1/3'],
  ['w-36', 'w-20', 'w-1/2'],
  ['w-44', 'w-32', 'w-1/5'],
  ['w-40', 'w-20', 'w-2/3'],
  ['w-36', 'w-24', 'w-1/3'],
];

/** The grid while calls load: the same columns, still, fading downwards. */
function Searching({ what }: { what: string }) {
  return (
    <div>
      <p role="status" className="px-4 pb-2 text-prose text-ink-2 sm:px-6">
        <b className="font-semibold text-ink">Searching</b> {what}
      </p>
      <div
        aria-hidden
        className="border-line-strong border-t bg-surface [mask-image:linear-gradient(#000,transparent)]"
      >
        <div className="result-columns h-7 border-line-strong border-b max-sm:hidden" />
        {ROWS.map(([numbers, agent, strip], index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change
            key={index}
            className="result-columns min-h-7 border-line border-b"
          >
            <Skeleton className="h-2.5 w-14" />
            <Skeleton className="h-2.5 w-16 max-xl:w-3" />
            <Skeleton className={classNames('h-2.5 max-w-full', numbers)} />
            <Skeleton
              className={classNames(
                'h-2.5 max-w-full max-sm:row-start-2 max-sm:[grid-column:1/-1]',
                agent,
              )}
            />
            <Skeleton className="h-2.5 w-16 max-sm:row-start-2 max-sm:justify-self-end max-sm:[grid-column:1/-1]" />
            <Skeleton
              className={classNames('h-3.5 max-sm:row-start-3 max-sm:[grid-column:1/-1]', strip)}
            />
            <Skeleton className="h-2.5 w-3 justify-self-end max-lg:hidden" />
            <Skeleton className="h-2.5 w-8 justify-self-end max-lg:hidden" />
            <Skeleton className="h-2.5 w-8 justify-self-end max-sm:col-start-4 max-sm:row-start-1" />
          </div>
        ))}
      </div>
    </div>
  );
}
