'use client';

import { usePathname, useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useState } from 'react';
import { paths } from '@/lib/paths';

const SearchBox = lazy(async () => ({
  default: (await import('@/components/search/search-box')).SearchBox,
}));
const EMPTY = { text: '', reading: null };

/**
 * The search box of every page but home, which has its own. It loads after the first scripts; until
 * then its frame keeps the place.
 */
export function TopSearch() {
  const pathname = usePathname();
  const router = useRouter();
  const [isAwake, setIsAwake] = useState(false);

  // If the server rendered the box, its code would be in the first scripts.
  useEffect(() => setIsAwake(true), []);

  if (pathname === paths.home()) return null;
  const frame = <div className="h-9 rounded-control border border-control bg-surface" />;
  return (
    <div className="w-full max-w-105 max-md:hidden">
      {isAwake ? (
        <Suspense fallback={frame}>
          <SearchBox
            key={pathname}
            size="bar"
            initial={EMPTY}
            onSearch={(query, moment) => router.push(paths.search(query, moment))}
          />
        </Suspense>
      ) : (
        frame
      )}
    </div>
  );
}
