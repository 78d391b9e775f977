import 'server-only';
import type { PbxFetch } from '@/lib/noojee/pbx-fetch';
import type { Metrics, PbxOutcome, PbxQuestion } from './create-metrics';

/** The same connection to the PBX, whose requests are counted. */
export function measuredPbxFetch(
  fetch: PbxFetch,
  metrics: Pick<Metrics, 'pbxAnswered'>,
  { apiPath, timePath }: { apiPath: string; timePath: string },
): PbxFetch {
  const questionOf = (pathname: string): PbxQuestion => {
    if (pathname === timePath) return 'time';
    if (pathname === `${apiPath}/retrieveMetaDataByHour`) return 'by-hour';
    return pathname.startsWith(`${apiPath}/retrieveMetaData`) ? 'metadata' : 'recording';
  };
  return async (request) => {
    const startedAt = performance.now();
    // The key stands in the query, which is looked at by nobody here.
    const question = questionOf(new URL(request.url).pathname);
    const end = (outcome: PbxOutcome) =>
      metrics.pbxAnswered(question, outcome, (performance.now() - startedAt) / 1000);
    try {
      const answer = await fetch(request);
      end(outcomeOf(answer.status));
      return answer;
    } catch (error) {
      end(request.signal.aborted ? 'given-up' : 'unreachable');
      throw error;
    }
  };
}

function outcomeOf(status: number): PbxOutcome {
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'answered';
}
