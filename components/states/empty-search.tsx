import { StatePanel } from './state-panel';

const EXAMPLES = [
  { what: 'Tag', example: 'INV-20418', note: 'all calls with this tag' },
  { what: 'Unique id', example: '1795477327.4391', note: 'one call' },
  { what: 'Link', example: 'https://…/?tag=INV-20418', note: 'the call or search it opens' },
];

/** Before the first search: what the box takes. */
export function EmptySearch() {
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
