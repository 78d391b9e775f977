import Link2Off from 'lucide-react/icons/link-2-off';
import type { ReactNode } from 'react';
import { StatePanel } from '@/components/states/state-panel';
import { Notice } from '@/components/ui/notice';
import type { CallQuery } from '@/lib/contract/search';
import type { AddressFault, SearchAddress } from './read-search';
import { RecentSearchList } from './recent-search-list';

interface SearchStartProps {
  address: Exclude<SearchAddress, { asks: 'calls' }>;
  onSearch: (query: CallQuery) => void;
}

/** The home page before a search: what to type, recent searches, how calls are drawn. */
export function SearchStart({ address, onSearch }: SearchStartProps) {
  return (
    <div className="grid max-w-240 items-start gap-x-12 gap-y-6 px-4 pt-1 pb-6 sm:px-6 lg:grid-cols-2">
      {address.asks === 'unclear' ? <UnclearAddress fault={address.fault} /> : <EmptySearch />}
      <RecentSearchList onSearch={onSearch} />
      <StripLegend />
    </div>
  );
}

const EXAMPLES = [
  { what: 'Tag', example: 'INV-20418', note: 'all calls with this tag' },
  { what: 'Unique id', example: '1795477327.4391', note: 'one call' },
  { what: 'Link', example: 'https://…/?tag=INV-20418', note: 'the call or search it opens' },
];

/** Before the first search: what to type. */
function EmptySearch() {
  return (
    <StatePanel>
      <h2 className="text-section">Find a call</h2>
      <p className="mt-1 text-ink-2">Type or paste one of these, then press Enter.</p>
      <dl className="mt-4 border-line border-t">
        {EXAMPLES.map(({ what, example, note }) => (
          <div key={what} className="flex gap-4 border-line border-b py-2">
            <dt className="w-20 shrink-0 text-ink-2">{what}</dt>
            <dd className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-4">
              <span className="font-medium text-id">{example}</span>
              <span className="text-ink-2">{note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </StatePanel>
  );
}

/** The address asks for something that cannot be searched for. Nothing was asked of the PBX. */
function UnclearAddress({ fault }: { fault: AddressFault }) {
  const { happened, next } = ADDRESS_FAULTS[fault];
  return (
    <StatePanel>
      <div role="alert" className="-mx-2 -mt-2">
        <Notice tone="warn" glyph={Link2Off}>
          <strong className="font-semibold">{happened}</strong> Nothing was searched for.
        </Notice>
      </div>
      <p className="mt-4 text-prose text-ink-2">{next}</p>
      <p className="mt-2 text-prose text-ink-2">
        A search link looks like{' '}
        <b className="whitespace-nowrap font-semibold text-id text-ink">/?tag=INV-20418</b> or{' '}
        <b className="whitespace-nowrap font-semibold text-id text-ink">
          /?uniqueId=1795477327.4391
        </b>
      </p>
    </StatePanel>
  );
}

/** What is wrong with an address, and what to do about it. */
const ADDRESS_FAULTS: Record<AddressFault, { happened: string; next: string }> = {
  both: {
    happened: 'This link has both a tag and a unique id.',
    next: 'One of them is in the box. Press Enter to search for it.',
  },
  repeated: {
    happened: 'This link has more than one thing to search for.',
    next: 'The first is in the box. Press Enter to search for it.',
  },
  empty: {
    happened: 'This link has an empty tag or unique id.',
    next: 'Type or paste the tag or unique id into the box.',
  },
  'too-long': {
    happened: 'This link has a tag or unique id that is too long.',
    next: 'A tag has at most 5,000 characters, a unique id at most 2,000. Shorten the text in the box.',
  },
};

/** How to read the small strips in the results. */
function StripLegend() {
  return (
    <section aria-labelledby="strip-legend" className="w-full max-w-140">
      <h2
        id="strip-legend"
        className="flex h-8 items-center border-line-strong border-b font-medium text-ink-2 text-label"
      >
        How a call is drawn
      </h2>
      <ul>
        <Entry words="A leg, in the colour of its agent">
          <Bar className="owner-bar owner-1 h-3.5 w-16" />
        </Entry>
        <Entry words="Another agent (stripes as well as colour)">
          <Bar className="owner-bar owner-2 h-3.5 w-16" />
        </Entry>
        <Entry words="The system user, while the caller waits">
          <Bar className="owner-bar owner-system h-[7px] w-16" />
        </Entry>
        <Entry words="Not recorded (to scale)">
          <Bar className="hatch-small h-3.5 w-16" />
        </Entry>
      </ul>
    </section>
  );
}

function Entry({ words, children }: { words: string; children: ReactNode }) {
  return (
    <li className="flex min-h-9 items-center gap-6 border-line border-b text-ink-2">
      <span aria-hidden className="flex h-3.5 shrink-0 items-end">
        {children}
      </span>
      {words}
    </li>
  );
}

function Bar({ className }: { className: string }) {
  return <span className={`block rounded-bar ${className} [--ground:var(--canvas)]`} />;
}
