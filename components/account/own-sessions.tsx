'use client';

import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-parts';
import { useQuickAct } from '@/components/ui/use-form-act';
import { formatMoment } from '@/components/wording/format-clock';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import { requestJson } from '@/lib/api/request-json';
import { Done, type OwnSession } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';
import { browserName } from './browser-name';

interface OwnSessionsProps {
  sessions: readonly OwnSession[];
  /** After one has ended. */
  onEnded: () => void;
}

/** Where one is signed in, and the way to end it there. */
export function OwnSessions({ sessions, onEnded }: OwnSessionsProps) {
  const { act, sentence } = useQuickAct(onEnded);
  const end = (id: string) =>
    act(() => requestJson(Done, paths.api.endSession(), { method: 'POST', body: { id } }));
  return (
    <>
      <ul className="max-w-160 border-line border-t">
        {sessions.map((session) => (
          <Session key={session.id} session={session} onEnd={() => end(session.id)} />
        ))}
      </ul>
      <FormError sentence={sentence} />
      {sessions.length > 2 && (
        <Button className="mt-3" onClick={() => end('others')}>
          End all others
        </Button>
      )}
    </>
  );
}

function Session({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const timeZone = usePbxZone();
  const name = browserName(session.userAgent);
  const seen = toZonedIso(Date.parse(session.lastSeenAt), timeZone);
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-4 border-line border-b py-1.5 text-body">
      <span className="min-w-40 flex-1 font-medium">{name}</span>
      <span className="min-w-40 flex-1 text-ink-2 tabular-nums">
        {session.address ?? 'Address not known'},{' '}
        {session.isThisOne ? 'this browser' : `last seen ${formatMoment(seen, timeZone)}`}
      </span>
      {session.isThisOne ? (
        <span className="w-14" />
      ) : (
        <Button size="bar" aria-label={`End the session of ${name}`} onClick={onEnd}>
          End
        </Button>
      )}
    </li>
  );
}
