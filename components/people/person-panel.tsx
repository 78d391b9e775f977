'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronUp from 'lucide-react/icons/chevron-up';
import UserX from 'lucide-react/icons/user-x';
import X from 'lucide-react/icons/x';
import Link from 'next/link';
import { useState } from 'react';
import { browserName } from '@/components/account/browser-name';
import { useShortcuts } from '@/components/keyboard/use-shortcuts';
import { ProblemState } from '@/components/states/problem-state';
import { Button, buttonClass } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-parts';
import { Icon } from '@/components/ui/icon';
import { Skeleton } from '@/components/ui/skeleton';
import { Tooltip } from '@/components/ui/tooltip';
import { useQuickAct } from '@/components/ui/use-form-act';
import { personQuery, refreshPeople } from '@/lib/api/people-queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import type { PersonDetails } from '@/lib/contract/people';
import { paths } from '@/lib/paths';
import { formatSeen, formatShortDate } from './day-words';
import { HearingSection } from './hearing-section';
import {
  PasswordDialog,
  quickActs,
  SecondFactorDialog,
  SwitchOffDialog,
  TokenDialog,
} from './person-acts';
import { PersonDialog } from './person-dialog';
import { ROLE_NAMES, stateOf } from './person-words';

interface PersonPanelProps {
  personId: string;
  /** Where he stands in the list that is shown, for a phone: from 1. */
  place: { number: number; of: number; before: string | null; after: string | null } | null;
}

type Open = 'change' | 'token' | 'password' | 'second-factor' | 'off' | null;

/** One person beside the list, or in its place where there is no room: acts, what he can hear, sessions, tokens. */
export function PersonPanel({ personId, place }: PersonPanelProps) {
  const [day, setDay] = useState<string | undefined>(undefined);
  const result = useQuery({
    ...personQuery(personId, day),
    placeholderData: keepPreviousData,
  });
  const failure = useKeptProblem(result, personId);
  const [open, setOpen] = useState<Open>(null);
  const details = result.data?.person.id === personId ? result.data : undefined;
  useShortcuts('people', { change: () => details && setOpen('change') });
  return (
    <aside
      aria-label={details?.person.name ?? 'Person'}
      className="min-w-0 bg-surface lg:w-116 lg:shrink-0 lg:overflow-y-auto lg:border-line lg:border-l"
    >
      <PhoneBar place={place} />
      {failure && (
        <ProblemState {...failure} className="m-4" onRetry={() => void result.refetch()} />
      )}
      {!failure && !details && <PanelSkeleton />}
      {details && (
        <>
          <Head details={details} onOpen={setOpen} />
          <HearingSection
            firstName={details.person.name.split(' ')[0] ?? details.person.name}
            hearing={details.hearing}
            today={details.today}
            day={day ?? details.today}
            onDay={setDay}
          />
          <SignedIn details={details} onOpen={setOpen} />
        </>
      )}
      {details && open === 'change' && (
        <PersonDialog person={details.person} onClose={() => setOpen(null)} />
      )}
      {details && open === 'token' && (
        <TokenDialog person={details.person} onClose={() => setOpen(null)} />
      )}
      {details && open === 'second-factor' && (
        <SecondFactorDialog person={details.person} onClose={() => setOpen(null)} />
      )}
      {details && open === 'password' && (
        <PasswordDialog person={details.person} onClose={() => setOpen(null)} />
      )}
      {details && open === 'off' && (
        <SwitchOffDialog person={details.person} onClose={() => setOpen(null)} />
      )}
    </aside>
  );
}

function PhoneBar({ place }: Pick<PersonPanelProps, 'place'>) {
  const step = buttonClass({ look: 'quiet', size: 'icon' });
  return (
    <div className="flex h-13 items-center gap-1 border-line border-b px-4 sm:px-6 lg:hidden">
      <h1 className="sr-only">People</h1>
      <Link href={paths.people()} className="flex h-11 flex-1 items-center gap-2 text-body">
        <Icon glyph={ChevronLeft} /> People
      </Link>
      {place && (
        <>
          <span className="mr-2 text-ink-2 text-small tabular-nums">
            {place.number} of {place.of}
          </span>
          {place.before !== null && (
            <Link href={paths.person(place.before)} aria-label="Person before" className={step}>
              <Icon glyph={ChevronUp} />
            </Link>
          )}
          {place.after !== null && (
            <Link href={paths.person(place.after)} aria-label="Person after" className={step}>
              <Icon glyph={ChevronDown} />
            </Link>
          )}
        </>
      )}
    </div>
  );
}

function Head({ details, onOpen }: { details: PersonDetails; onOpen: (open: Open) => void }) {
  const { person, sessions, isYou, isLastManager, today } = details;
  const { act, sentence } = useQuickPeopleAct();
  const whyNotOff = isYou
    ? 'You cannot switch off yourself'
    : isLastManager
      ? 'The last recording manager stays: make somebody else one first'
      : null;
  const state = stateOf(person, today);
  return (
    <header className="border-line border-b px-4 pt-3 pb-4 lg:pr-6 lg:pl-5">
      <div className="flex items-center gap-3">
        <h2 className="min-w-0 truncate text-section max-lg:text-title" title={person.name}>
          {person.name}
        </h2>
        <p className="min-w-0 flex-1 truncate text-ink-2 text-small max-lg:hidden">
          {ROLE_NAMES[person.role]}, signs in as {person.username}
        </p>
        <Link
          href={paths.people()}
          aria-label="Close"
          className={`${buttonClass({ look: 'quiet', size: 'icon' })} max-lg:hidden`}
        >
          <Icon glyph={X} />
        </Link>
      </div>
      <dl className="mt-1 mb-2 grid grid-cols-[7.5rem_minmax(0,1fr)] gap-y-0.5 text-body lg:hidden">
        <Fact name="Role">{ROLE_NAMES[person.role]}</Fact>
        <Fact name="Signs in as">
          {person.username}, second factor {person.secondFactor === 'on' ? 'on' : 'off'}
        </Fact>
        <Fact name="Noojee usernames">{person.noojeeUsernames.join(', ') || 'None'}</Fact>
        <Fact name="Last seen">{formatSeen(person.lastSeenAt, today)}</Fact>
        <Fact name="State">{state.words}</Fact>
      </dl>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="bar" onClick={() => onOpen('change')} aria-keyshortcuts="E">
          Change
        </Button>
        {sessions.length > 0 && (
          <Button size="bar" onClick={() => act(() => quickActs.endSessions(person.id, null))}>
            End {sessions.length === 1 ? '1 session' : `${sessions.length} sessions`}
          </Button>
        )}
        {person.isActive && (
          <>
            <Button size="bar" onClick={() => onOpen('token')}>
              New token
            </Button>
            <Tooltip
              label={whyNotOff ?? 'Ends sessions and tokens'}
              align="end"
              className="ml-auto"
            >
              <Button
                size="bar"
                aria-disabled={whyNotOff !== null}
                aria-description={whyNotOff ?? undefined}
                className="text-danger!"
                onClick={() => whyNotOff === null && onOpen('off')}
              >
                <Icon glyph={UserX} size={14} /> Switch off
              </Button>
            </Tooltip>
          </>
        )}
        {!person.isActive && (
          <Button size="bar" onClick={() => act(() => quickActs.switchOn(person.id))}>
            Switch on
          </Button>
        )}
      </div>
      <FormError sentence={sentence} />
    </header>
  );
}

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <>
    <dt className="text-ink-2">{name}</dt>
    <dd>{children}</dd>
  </>
);

interface SignedInProps {
  details: PersonDetails;
  onOpen: (open: Open) => void;
}

function SignedIn({ details, onOpen }: SignedInProps) {
  const { person, sessions, tokens, today } = details;
  const { act, sentence } = useQuickPeopleAct();
  const good = tokens.filter(({ state }) => state === 'good');
  return (
    <div className="px-4 py-4 text-body lg:pr-6 lg:pl-5">
      <FormError sentence={sentence} />
      <div className="flex items-center justify-between gap-3">
        <h2 className="font-semibold text-body">Signed in</h2>
        <span className="flex gap-4">
          {person.secondFactor === 'on' && (
            <TextButton
              label={`Take away the second factor of ${person.name}`}
              onClick={() => onOpen('second-factor')}
            >
              Authenticator lost
            </TextButton>
          )}
          {person.isActive && (
            <TextButton
              label={`New password for ${person.name}`}
              onClick={() => onOpen('password')}
            >
              New password
            </TextButton>
          )}
        </span>
      </div>
      {sessions.length === 0 && <p className="mt-1 text-ink-2">Nowhere.</p>}
      <ul className="mt-1">
        {sessions.map((session) => {
          const name = browserName(session.userAgent);
          return (
            <li key={session.id} className="flex min-h-6 items-center gap-3 max-sm:min-h-11">
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="min-w-0 flex-1 truncate text-ink-2 text-small tabular-nums">
                {session.address ?? 'Address not known'}, {formatSeen(session.lastSeenAt, today)}
              </span>
              <TextButton
                label={`End the session of ${name}`}
                onClick={() => act(() => quickActs.endSessions(person.id, session.id))}
              >
                End
              </TextButton>
            </li>
          );
        })}
      </ul>
      <h2 className="mt-4 font-semibold text-body">Tokens</h2>
      {good.length === 0 && <p className="mt-1 text-ink-2">None.</p>}
      <ul className="mt-1">
        {good.map((token) => (
          <li key={token.id} className="flex min-h-6 items-center gap-3 max-sm:min-h-11">
            <span className="min-w-0 flex-1 truncate" title={token.name}>
              {token.name}, read only
            </span>
            <span className="min-w-0 flex-1 truncate text-ink-2 text-small tabular-nums">
              to {formatShortDate(token.expiresAt.slice(0, 10), today)},{' '}
              {token.lastUsedAt ? `used ${formatSeen(token.lastUsedAt, today)}` : 'not used yet'}
            </span>
            <TextButton
              label={`Revoke the token ${token.name}`}
              onClick={() => act(() => quickActs.revokeToken(person.id, token.id))}
            >
              Revoke
            </TextButton>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** An act of a row, as a word that is underlined; a finger gets 44 px. */
export const TextButton = ({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: string;
}) => (
  <button
    type="button"
    aria-label={label}
    onClick={onClick}
    className="shrink-0 rounded-key text-ink-2 text-small underline underline-offset-3 hover:text-ink pointer-coarse:min-h-11 pointer-coarse:min-w-11"
  >
    {children}
  </button>
);

/** Has all that is shown asked for again. */
export function useQuickPeopleAct() {
  const client = useQueryClient();
  return useQuickAct(() => refreshPeople(client));
}

const PanelSkeleton = () => (
  <div role="status" aria-label="Loading" className="grid gap-3 p-5">
    <Skeleton className="h-5 w-40" />
    <Skeleton className="h-7 w-80" />
    {Array.from({ length: 8 }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
      <Skeleton key={index} className="h-4 w-full" />
    ))}
  </div>
);
