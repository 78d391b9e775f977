'use client';

import { usePathname, useRouter } from 'next/navigation';
import { SearchBox } from '@/components/search/search-box';
import { paths } from '@/lib/paths';

const EMPTY = { text: '', reading: null };

/** The search box of every page but home, which has its own. */
export function TopSearch() {
  const pathname = usePathname();
  const router = useRouter();
  if (pathname === paths.home()) return null;
  return (
    <div className="w-full min-w-0 max-w-105 max-md:hidden">
      <SearchBox
        key={pathname}
        size="bar"
        initial={EMPTY}
        onSearch={(query, moment) => router.push(paths.search(query, moment))}
      />
    </div>
  );
}
