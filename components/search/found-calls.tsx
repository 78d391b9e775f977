import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { ProblemState } from '@/components/states/problem-state';
import { Searching } from '@/components/states/searching';
import { callsQuery } from '@/lib/api/call-queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { loadCallResults } from './load-call-results';
import { NoCalls } from './no-calls';
import { formatLinkedMoment, readingOf } from './read-search';
import { READING_MARKS } from './reading-marks';
import { rememberSearch } from './recent-searches';
import { ReplyWarnings } from './reply-warnings';
import { useLinkedMoment } from './use-linked-moment';

const CallResults = lazy(async () => ({ default: (await loadCallResults()).CallResults }));

interface FoundCallsProps {
  query: CallQuery;
  onSearch: (query: CallQuery) => void;
}

/** What came of a search: still asking, refused, nothing, or calls. Rows stay when a repeat fails. */
export function FoundCalls({ query, onSearch }: FoundCallsProps) {
  const key = paths.search(query);
  const result = useQuery(callsQuery(query));
  const failure = useKeptProblem(result, key);
  const page = result.data;
  const { reading, value } = readingOf(query);

  const isAnswered = page !== undefined;
  // Storage is outside of React; what was answered once is worth offering again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query
  useEffect(() => {
    if (isAnswered) rememberSearch(query);
  }, [isAnswered, key]);

  const router = useRouter();
  const moment = useLinkedMoment();
  const only = page?.calls.length === 1 ? page.calls[0] : undefined;
  const target = only && moment ? paths.callAt(only.uniqueId, moment) : null;
  // A link by tag means its call: the way back leads to where the link was followed.
  useEffect(() => {
    if (target) router.replace(target);
  }, [router, target]);

  // When a retry succeeds its button goes, and the focus would go with it.
  const region = useRef<HTMLElement>(null);
  const hasFailed = useRef(false);
  useEffect(() => {
    if (!failure && hasFailed.current && document.activeElement === document.body) {
      region.current?.focus({ preventScroll: true });
    }
    hasFailed.current = failure !== null;
  }, [failure]);

  const askAgain = () => void result.refetch();
  const searching = (
    <Searching what={`the PBX for the ${READING_MARKS[reading].name.toLowerCase()} ${value}`} />
  );
  return (
    <section ref={region} aria-label="Results" tabIndex={-1} className="outline-none">
      {failure && (
        <div className="px-4 pb-4 sm:px-6">
          <ProblemState key={key} {...failure} onRetry={askAgain} />
        </div>
      )}
      {!failure && !page && searching}
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
        <Suspense fallback={searching}>
          <CallResults
            key={key}
            searchKey={key}
            isSingleCall={reading === 'uniqueId'}
            page={page}
            isAsking={result.isFetching}
            onAskAgain={askAgain}
          />
        </Suspense>
      )}
    </section>
  );
}
