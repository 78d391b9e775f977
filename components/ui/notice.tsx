import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { type Glyph, Icon } from './icon';

interface NoticeProps {
  tone: 'plain' | 'warn' | 'danger';
  glyph: Glyph;
  children: ReactNode;
  className?: string;
}

const tones = {
  plain: { box: 'bg-sunken', icon: 'text-ink-2' },
  warn: { box: 'bg-warn-bg', icon: 'text-warn' },
  danger: { box: 'bg-danger-bg', icon: 'text-danger' },
};

/** A tinted box with an icon and a sentence or two. Text stays ink; only the icon takes the hue. */
export function Notice({ tone, glyph, children, className }: NoticeProps) {
  return (
    <div
      className={classNames(
        'flex items-start gap-3 rounded-control px-3 py-2.5 text-prose text-ink',
        tones[tone].box,
        className,
      )}
    >
      <Icon glyph={glyph} className={classNames('mt-px', tones[tone].icon)} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
