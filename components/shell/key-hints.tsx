'use client';

import { usePathname } from 'next/navigation';
import { Kbd } from '@/components/ui/kbd';
import { matchPath, PAGE_PATHS } from '@/lib/contract/url-paths';

interface Hint {
  keys: string[];
  does: string;
}

const FINDING: Hint[] = [
  { keys: ['↑', '↓'], does: 'move' },
  { keys: ['Enter'], does: 'open call' },
  { keys: ['/'], does: 'search' },
  { keys: ['?'], does: 'all keys' },
];
const LOG: Hint[] = [
  { keys: ['↑', '↓'], does: 'move' },
  { keys: ['Enter'], does: 'open call at this leg' },
  { keys: ['/'], does: 'search' },
  { keys: ['?'], does: 'all keys' },
];
const REVIEW: Hint[] = [
  { keys: ['↑', '↓'], does: 'move' },
  { keys: ['X'], does: 'looked at' },
  { keys: ['E'], does: 'note' },
  { keys: ['Enter'], does: 'open in the log' },
  { keys: ['?'], does: 'all keys' },
];
const LISTENING: Hint[] = [
  { keys: ['Space'], does: 'play or pause' },
  { keys: ['←', '→'], does: '10 s' },
  { keys: ['[', ']'], does: 'leg' },
  { keys: ['<', '>'], does: 'speed' },
  { keys: ['/'], does: 'search' },
  { keys: ['?'], does: 'all keys' },
];

const PEOPLE: Hint[] = [
  { keys: ['↑', '↓'], does: 'move' },
  { keys: ['Enter'], does: 'open beside' },
  { keys: ['E'], does: 'change' },
  { keys: ['A'], does: 'add person' },
  { keys: ['Esc'], does: 'close' },
  { keys: ['?'], does: 'all keys' },
];
const TEAMS: Hint[] = [
  { keys: ['↑', '↓'], does: 'move' },
  { keys: ['E'], does: 'change' },
  { keys: ['A'], does: 'add to team' },
  { keys: ['[', ']'], does: 'team before, after' },
  { keys: ['?'], does: 'all keys' },
];

/** The few keys that matter on this page; all of them are in the keyboard help. */
export function KeyHints() {
  const pathname = usePathname() ?? '';
  const hints = hintsOf(pathname);
  return (
    <ul
      className="flex min-w-0 gap-5 overflow-hidden whitespace-nowrap max-md:hidden"
      aria-label="Keys on this page"
    >
      {hints.map(({ keys, does }) => (
        <li key={does} className="flex items-center gap-1">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
          <span className="ml-0.5">{does}</span>
        </li>
      ))}
    </ul>
  );
}

function hintsOf(pathname: string): Hint[] {
  if (pathname === PAGE_PATHS.home) return FINDING;
  if (pathname === PAGE_PATHS.listening) return LOG;
  if (matchPath(PAGE_PATHS.weekReview, pathname)) return REVIEW;
  if (matchPath(PAGE_PATHS.call, pathname)) return LISTENING;
  if (/^\/people(\/|$)/.test(pathname)) return PEOPLE;
  return /^\/teams(\/|$)/.test(pathname) ? TEAMS : [];
}
