import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { EarlyInput } from '@/components/keyboard/early-input';
import { EARLY_INPUT_SCRIPT } from '@/components/keyboard/early-input-script';
import { AsksReasonsProvider } from '@/components/player/asks-reasons';
import { CodeAhead } from '@/components/shell/code-ahead';
import { ConsolePages } from '@/components/shell/console-pages';
import { KeyHints } from '@/components/shell/key-hints';
import { QueryProvider } from '@/components/shell/query-provider';
import { TopBar } from '@/components/shell/top-bar';
import { ViewerProvider } from '@/components/ui/viewer';
import { formatZone } from '@/components/wording/format-clock';
import { PbxZoneProvider } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import { pageActor, pageNonce } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  // The footer shows the zone's current offset, and the zone is a setting: both unknown at build time.
  await connection();
  const actor = await pageActor();
  const person = actor.kind === 'person' ? actor : null;
  const { timeZone, services } = runningLegato();
  return (
    <QueryProvider>
      <PbxZoneProvider timeZone={timeZone}>
        <script
          nonce={await pageNonce()}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a script has no other content; only text of ours
          dangerouslySetInnerHTML={{ __html: EARLY_INPUT_SCRIPT }}
          suppressHydrationWarning
        />
        <div className="shell flex h-dvh flex-col" data-person={person?.id}>
          <a
            href="#main"
            className="-translate-y-20 absolute top-2 left-2 z-50 rounded-control bg-primary px-3 py-1.5 text-on-primary focus:translate-y-0"
          >
            Skip to content
          </a>
          <TopBar person={person && { name: person.name, role: person.role }} />
          <main
            id="main"
            tabIndex={-1}
            className="relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden outline-none"
          >
            <ViewerProvider isManager={person?.role === 'recording-manager'}>
              <AsksReasonsProvider asks={services.access.playbackReasons !== null}>
                <ConsolePages>{children}</ConsolePages>
              </AsksReasonsProvider>
            </ViewerProvider>
          </main>
          <Footer timeZone={timeZone} nowMs={Date.now()} />
        </div>
        <CodeAhead />
        <EarlyInput />
      </PbxZoneProvider>
    </QueryProvider>
  );
}

interface FooterProps {
  timeZone: string;
  /** The moment whose offset is named. */
  nowMs: number;
}

/** Key hints on the left, the zone of all times on the right. */
function Footer({ timeZone, nowMs }: FooterProps) {
  return (
    <footer className="flex h-7 shrink-0 items-center justify-between gap-6 border-line border-t bg-surface px-4 text-label text-ink-2 sm:px-6">
      <KeyHints />
      <p className="ml-auto truncate tabular-nums">
        Times are in {formatZone(timeZone, [toZonedIso(nowMs, timeZone)])}
      </p>
    </footer>
  );
}
