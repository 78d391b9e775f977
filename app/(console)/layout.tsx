import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { Footer } from '@/components/shell/footer';
import { QueryProvider } from '@/components/shell/query-provider';
import { TopBar } from '@/components/shell/top-bar';
import { PbxZoneProvider } from '@/components/wording/pbx-zone';
import { pageActor } from '@/lib/server/page-actor';
import { runningLegato } from '@/lib/server/running.mjs';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  // The footer names the zone's present offset, and the zone is a setting: neither is known at build time.
  await connection();
  await pageActor();
  const { timeZone } = runningLegato();
  return (
    <QueryProvider>
      <PbxZoneProvider timeZone={timeZone}>
        <div className="shell flex h-dvh flex-col">
          <a
            href="#main"
            className="-translate-y-20 absolute top-2 left-2 z-50 rounded-control bg-primary px-3 py-1.5 text-on-primary focus:translate-y-0"
          >
            Skip to content
          </a>
          <TopBar />
          <main
            id="main"
            tabIndex={-1}
            className="relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden outline-none"
          >
            {children}
          </main>
          <Footer timeZone={timeZone} nowMs={Date.now()} />
        </div>
      </PbxZoneProvider>
    </QueryProvider>
  );
}
