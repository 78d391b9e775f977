import { classNames } from '@/components/ui/class-names';
import { Skeleton } from '@/components/ui/skeleton';

/** Widths that look like calls; always the same, so that nothing moves. */
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

/** The grid of calls before its calls: the same columns, still, fading downwards. */
export function Searching({ what }: { what: string }) {
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
