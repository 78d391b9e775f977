import Link from 'next/link';
import { classNames } from '@/components/ui/class-names';
import { paths } from '@/lib/paths';

/** Between the log and its review by the week; the review is for recording managers. */
export function LogTabs({ current, week }: { current: 'log' | 'week'; week: string }) {
  const tabs = [
    { id: 'log', label: 'Log', href: paths.listening() },
    { id: 'week', label: 'Week review', href: paths.weekReview(week) },
  ];
  return (
    <nav
      aria-label="Listening log"
      className="inline-flex h-7 items-stretch rounded-control border border-line-strong bg-surface p-px pointer-coarse:h-11"
    >
      {tabs.map(({ id, label, href }) => (
        <Link
          key={id}
          href={href}
          prefetch={false}
          aria-current={id === current ? 'page' : undefined}
          className={classNames(
            'flex items-center whitespace-nowrap rounded-key px-2.5 text-small transition-colors',
            id === current
              ? 'bg-ink font-medium text-surface'
              : 'text-ink-2 hover:bg-sunken hover:text-ink',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
