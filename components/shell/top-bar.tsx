import Link from 'next/link';
import { KeyboardHelpButton } from '@/components/keyboard/keyboard-help-button';
import { paths } from '@/lib/paths';
import { Logo } from './logo';
import { NavLinks } from './nav-links';
import { ThemeToggle } from './theme-toggle';
import { TopSearch } from './top-search';

/** Logo, sections, search (outside of home), help and theme. */
export function TopBar() {
  return (
    <header className="relative z-40 flex h-13 shrink-0 items-center gap-6 border-line border-b bg-surface px-4 sm:gap-8 sm:px-6">
      <Link
        href={paths.home()}
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
