import { memo } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { FoldBox } from './fold-boxes';
import type { Flag } from './strip-flags';
import { StripTie } from './strip-tie';

interface StripFlagsProps {
  flags: readonly Flag[];
  folds: readonly FoldBox[];
}

/** What stands above the legs about stretches too narrow to say it themselves. */
export const StripFlags = memo(function StripFlags({ flags, folds }: StripFlagsProps) {
  return (
    <div className="strip-flags">
      {folds.map(({ fold, tie }) => (
        <StripTie
          key={fold.startSeconds}
          widthPx={tie.widthPx}
          className="absolute bottom-0"
          style={{ left: tie.x }}
        />
      ))}
      {flags.map((flag) => (
        <span key={flag.id}>
          <FlagMark flag={flag} />
          <span
            className={classNames(
              'strip-flag absolute bottom-1 whitespace-nowrap bg-surface text-small tabular-nums leading-3.5',
              isAboutFile(flag) ? 'text-warn' : 'text-ink-2',
            )}
            style={{ left: flag.textX }}
          >
            {flag.text}
          </span>
        </span>
      ))}
    </div>
  );
});

function FlagMark({ flag }: { flag: Flag }) {
  if (flag.kind === 'fold') return null;
  if (flag.kind === 'overlap') {
    return (
      <span
        className="absolute bottom-0.5 h-2 border-control border-x border-t"
        style={{ left: flag.fromX, width: Math.max(flag.toX - flag.fromX, 4) }}
      />
    );
  }
  return (
    <span
      className={classNames(
        'absolute bottom-0 h-1 border-l',
        isAboutFile(flag) ? 'border-warn' : 'border-control',
      )}
      style={{ left: (Math.max(flag.fromX, 0) + flag.toX) / 2 }}
    />
  );
}

const isAboutFile = ({ kind }: Flag) => kind === 'short-file' || kind === 'long-file';
