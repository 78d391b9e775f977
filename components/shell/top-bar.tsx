import Link from 'next/link';
import { KeyboardHelpButton } from '@/components/keyboard/keyboard-help-button';
import { paths } from '@/lib/paths';
import { NavLinks } from './nav-links';
import { ThemeToggle } from './theme-toggle';
import { TopSearch } from './top-search';

/** Logo, sections, search (except on the home page), help and theme. */
export function TopBar() {
  return (
    <header className="relative z-40 flex h-13 shrink-0 items-center gap-6 border-line border-b bg-surface px-4 sm:gap-8 sm:px-6">
      <Link
        href={paths.home()}
        prefetch={false}
        aria-label="Legato, home"
        className="flex h-full items-center gap-2.5 font-semibold text-dialog tracking-[-0.01em]"
      >
        <Logo />
        <span className="max-sm:sr-only">Legato</span>
      </Link>
      <NavLinks />
      <div className="flex min-w-0 flex-1 items-center justify-end gap-2">
        <TopSearch />
        <KeyboardHelpButton />
        <ThemeToggle />
      </div>
    </header>
  );
}

/** The mark: legs under a tie. Drawn in the colour of the text around it. */
function Logo() {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0" fill="currentColor">
      <path
        d="M2.9 11.6C4.5 7.9 7.9 5.9 12 5.9s7.5 2 9.1 5.7"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
      />
      <rect x={1} y={14} width={6.4} height={6.6} rx={1.5} />
      <rect x={8.6} y={14} width={8.6} height={6.6} rx={1.5} />
      <rect x={18.4} y={14} width={4.6} height={6.6} rx={1.5} />
    </svg>
  );
}
