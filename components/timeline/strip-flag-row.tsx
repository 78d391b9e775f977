import { classNames } from '@/components/ui/class-names';
import type { Flag } from './strip-flags';

/** What stands above the legs about stretches too narrow to say it themselves. */
export function StripFlags({ flags }: { flags: readonly Flag[] }) {
  return (
    <div className="relative h-5">
      {flags.map((flag) => (
        <span key={flag.id}>
          {flag.kind === 'overlap' ? (
            <span
              className="absolute bottom-0.5 h-2 border-control border-x border-t"
              style={{ left: flag.fromX, width: Math.max(flag.toX - flag.fromX, 4) }}
            />
          ) : (
            <span
              className={classNames(
                'absolute bottom-0 h-1 border-l',
                flag.kind === 'gap' ? 'border-control' : 'border-warn',
              )}
              style={{ left: (Math.max(flag.fromX, 0) + flag.toX) / 2 }}
            />
          )}
          <span
            className={classNames(
              'absolute bottom-1 z-1 whitespace-nowrap bg-surface text-small tabular-nums leading-3.5',
              flag.kind === 'short-file' ? 'text-warn' : 'text-ink-2',
            )}
            style={{ left: flag.textX }}
          >
            {flag.text}
          </span>
        </span>
      ))}
    </div>
  );
}
