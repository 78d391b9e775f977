'use client';

import { Popover } from '@base-ui/react/popover';
import UserRound from 'lucide-react/icons/user-round';
import Link from 'next/link';
import { useState } from 'react';
import { signOut } from '@/components/account/sign-out';
import { Button, buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { paths } from '@/lib/paths';

export interface SignedInPerson {
  name: string;
  role: 'agent' | 'supervisor' | 'recording-manager';
}

const ROLES = {
  agent: 'Agent',
  supervisor: 'Supervisor',
  'recording-manager': 'Recording manager',
} as const;

/** Who is signed in, the way to the account, and the way out. */
export function PersonMenu({ person: { name, role } }: { person: SignedInPerson }) {
  const [isOpen, setOpen] = useState(false);
  const [isFailed, setFailed] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={`${name}, ${ROLES[role]}`}
        className="flex h-9 shrink-0 items-center gap-2 rounded-control px-2 text-left text-ink-2 hover:bg-sunken pointer-coarse:h-11 pointer-coarse:min-w-11 pointer-coarse:justify-center"
      >
        <Icon glyph={UserRound} className="lg:hidden" />
        <span className="max-lg:hidden">
          <span className="block max-w-40 truncate font-semibold text-ink text-small">{name}</span>
          <span className="block text-label">{ROLES[role]}</span>
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={8} className="z-50">
          <Popover.Popup className="grid w-56 gap-3 rounded-popover bg-raised p-4 text-body shadow-float">
            <Popover.Title className="font-semibold">
              {name}
              <span className="block font-normal text-ink-2 text-small">{ROLES[role]}</span>
            </Popover.Title>
            <Link
              href={paths.account()}
              prefetch={false}
              onClick={() => setOpen(false)}
              className={buttonClass({ look: 'secondary' })}
            >
              Your account
            </Link>
            <Button
              onClick={() => {
                setFailed(false);
                void signOut().catch(() => setFailed(true));
              }}
            >
              Sign out
            </Button>
            <p role="alert" className="text-danger text-prose empty:hidden">
              {isFailed ? 'Legato did not answer: you are still signed in.' : ''}
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
