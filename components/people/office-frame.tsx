'use client';

import Download from 'lucide-react/icons/download';
import Upload from 'lucide-react/icons/upload';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { paths } from '@/lib/paths';
import { ImportDialog } from './import-dialog';
import { RightsDialog } from './rights-dialog';

export type OfficePage = 'people' | 'teams' | 'tokens';

interface OfficeFrameProps {
  page: OfficePage;
  /** Shown beside the name of this page. */
  count: number | null;
  today: string | null;
  /** The one main act, on the right. */
  children?: ReactNode;
  /** On a phone the head gives way to what is shown alone. */
  isHiddenBelowDesk?: boolean;
}

const PAGES = [
  { page: 'people', label: 'People', href: paths.people() },
  { page: 'teams', label: 'Teams', href: paths.teams() },
  { page: 'tokens', label: 'Tokens', href: paths.tokens() },
] as const;

/** The head of the people pages: which of them, and what can be done on all. */
export function OfficeFrame({ page, count, today, children, isHiddenBelowDesk }: OfficeFrameProps) {
  const [open, setOpen] = useState<'import' | 'rights' | null>(null);
  return (
    <header
      className={classNames(
        'flex min-h-13 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-line border-b bg-surface px-4 py-2 sm:px-6',
        isHiddenBelowDesk && 'max-lg:hidden',
      )}
    >
      <h1 className="text-page">People</h1>
      <nav
        aria-label="People"
        className="inline-flex h-7 items-stretch rounded-control border border-line-strong p-px pointer-coarse:h-11"
      >
        {PAGES.map((one) => (
          <Link
            key={one.page}
            href={one.href}
            prefetch={false}
            aria-current={one.page === page ? 'page' : undefined}
            className={classNames(
              'flex items-center gap-2 rounded-key px-2.5 text-small',
              one.page === page
                ? 'bg-ink font-medium text-surface'
                : 'text-ink-2 hover:bg-sunken hover:text-ink',
            )}
          >
            {one.label}
            {one.page === page && count !== null && <span className="tabular-nums">{count}</span>}
          </Link>
        ))}
      </nav>
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <Button size="bar" onClick={() => setOpen('import')}>
          <Icon glyph={Upload} size={14} /> <span className="max-sm:sr-only">Import from CSV</span>
        </Button>
        <Button size="bar" onClick={() => setOpen('rights')}>
          <Icon glyph={Download} size={14} />
          <span className="max-sm:sr-only">Rights of everybody, as of a day</span>
        </Button>
        {children}
      </div>
      {open === 'import' && <ImportDialog onClose={() => setOpen(null)} />}
      {open === 'rights' && <RightsDialog today={today} onClose={() => setOpen(null)} />}
    </header>
  );
}
