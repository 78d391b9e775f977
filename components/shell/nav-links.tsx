'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from '@/components/ui/class-names';
import { paths } from '@/lib/paths';

const LINKS = [
  {
    href: paths.home(),
    label: 'Calls',
    isWithin: (path: string) => path === '/' || path.startsWith('/calls'),
  },
  {
    href: paths.listening(),
    label: 'Listening log',
    isWithin: (path: string) => path.startsWith('/listening'),
  },
  { href: paths.status(), label: 'Status', isWithin: (path: string) => path.startsWith('/status') },
];
/** For others it does not exist. */
const PEOPLE = {
  href: paths.people(),
  label: 'People',
  isWithin: (path: string) => /^\/(people|teams|tokens)(\/|$)/.test(path),
};

/** On a phone the sections scroll sideways, and the current one may be out of sight. */
const bringIntoView = (link: HTMLAnchorElement | null): void =>
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' });

/** The sections of Legato; the current one is underlined. */
export function NavLinks({ isManager }: { isManager: boolean }) {
  const pathname = usePathname() ?? '';
  return (
    <nav
      aria-label="Sections"
      className="flex h-full gap-6 max-lg:min-w-0 max-lg:flex-1 max-lg:overflow-x-auto max-lg:[scrollbar-width:none] max-sm:gap-5"
    >
      {(isManager ? [...LINKS, PEOPLE] : LINKS).map(({ href, label, isWithin }) => (
        <Link
          key={href}
          href={href}
          // Its code comes ahead (code-ahead.tsx), and what it shows is asked for when somebody goes there.
          prefetch={false}
          ref={isWithin(pathname) ? bringIntoView : null}
          aria-current={isWithin(pathname) ? 'page' : undefined}
          className={classNames(
            'flex shrink-0 items-center whitespace-nowrap border-y-2 border-transparent text-search transition-colors',
            isWithin(pathname) ? 'border-b-ink font-medium text-ink' : 'text-ink-2 hover:text-ink',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
