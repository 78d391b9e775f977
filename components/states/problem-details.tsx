import ChevronRight from 'lucide-react/icons/chevron-right';
import { useSyncExternalStore } from 'react';
import { classNames } from '@/components/ui/class-names';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { formatMoment } from '@/components/wording/format-clock';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import type { WordedCode } from './problem-wording';

/** What support wants to know about a problem. */
export interface ProblemFacts {
  /** What happened, as the page says it. */
  title: string;
  failedAtMs: number;
  code: WordedCode;
  /** HTTP status of Legato's answer; undefined where none came. */
  status?: number | undefined;
  pbxError?: number | undefined;
  requestId?: string | undefined;
  /** What was asked: a path of Legato's own API. */
  address?: string | undefined;
  /** The server's sentence. It may name settings and hosts, never the API key. */
  detail: string;
}

/** The technical side of a problem, closed at first; it copies as plain text for support. */
export function ProblemDetails({ facts, className }: { facts: ProblemFacts; className?: string }) {
  const timeZone = usePbxZone();
  // Support wants to know which Legato it was, and the server does not know how it is reached.
  const origin = useSyncExternalStore(
    neverChanges,
    () => location.origin,
    () => '',
  );
  const rows = listFacts(facts, timeZone, origin);
  return (
    <details className={classNames('problem-details group text-prose', className)}>
      <summary className="inline-flex w-fit cursor-pointer items-center gap-1 rounded-key text-ink-2 hover:text-ink pointer-coarse:min-h-11">
        <Icon
          glyph={ChevronRight}
          size={14}
          className="transition-transform group-open:rotate-90 motion-reduce:transition-none"
        />
        Details
      </summary>
      <dl className="mt-2 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        {rows.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className="[overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-3">
        <CopyButton text={writeFacts(facts.title, rows)} label="Copy details" align="start">
          Copy details
        </CopyButton>
      </div>
    </details>
  );
}

const neverChanges = () => () => {};

interface Fact {
  name: string;
  value: string;
}

/** What is known about a problem, in reading order. `origin` stands before the address that was asked. */
export function listFacts(facts: ProblemFacts, timeZone: string, origin = ''): Fact[] {
  const { status, pbxError, requestId, address } = facts;
  return [
    { name: 'When', value: formatMoment(toZonedIso(facts.failedAtMs, timeZone), timeZone) },
    { name: 'Code', value: facts.code },
    { name: 'Status', value: status === undefined ? 'no answer' : String(status) },
    ...(pbxError === undefined ? [] : [{ name: 'PBX error', value: String(pbxError) }]),
    ...(address === undefined ? [] : [{ name: 'Asked', value: origin + address }]),
    ...(requestId === undefined ? [] : [{ name: 'Request', value: requestId }]),
    { name: 'Message', value: facts.detail },
  ];
}

/** The same as plain text, one fact a line. */
export function writeFacts(title: string, rows: readonly Fact[]): string {
  return [`${title}.`, ...rows.map(({ name, value }) => `${name}: ${value}`)].join('\n');
}
