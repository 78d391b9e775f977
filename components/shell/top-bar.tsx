import Link from 'next/link';
import { KeyboardHelpButton } from '@/components/keyboard/keyboard-help-button';
import { Logo } from '@/components/ui/logo';
import { paths } from '@/lib/paths';
import { NavLinks } from './nav-links';
import { PersonMenu, type SignedInPerson } from './person-menu';
import { ThemeToggle } from './theme-toggle';
import { TopSearch } from './top-search';

/** Logo, sections, search (except on the home page), help, theme, and who is signed in. */
export function TopBar({ person }: { person: SignedInPerson | null }) {
  return (
    <header className="relative z-40 flex h-13 shrink-0 items-center gap-6 border-line border-b bg-surface px-4 max-sm:gap-4 sm:gap-8 sm:px-6">
      <Link
        href={paths.home()}
        prefetch={false}
        aria-label="Legato, home"
        className="flex h-full items-center gap-2.5 font-semibold text-dialog tracking-[-0.01em]"
      >
        <Logo />
        <span className="max-sm:sr-only">Legato</span>
      </Link>
      <NavLinks isManager={person?.role === 'recording-manager'} />
      <div className="flex min-w-0 flex-1 items-center justify-end gap-2 max-lg:flex-none max-sm:gap-0">
        <TopSearch />
        <KeyboardHelpButton />
        <ThemeToggle />
        {person && <PersonMenu person={person} />}
      </div>
    </header>
  );
}
