'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { TextField } from '@/components/ui/text-field';
import { useFormAct } from '@/components/ui/use-form-act';
import { formatCounted } from '@/components/wording/format-count';
import { refreshPeople } from '@/lib/api/people-queries';
import { requestJson } from '@/lib/api/request-json';
import { ChangedPerson, MadeToken, type PersonRow } from '@/lib/contract/people';
import { Done } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';
import { formatDate } from './day-words';
import { FormFoot, OfficeDialog } from './office-dialog';
import { ShownOnce } from './shown-once';

interface ActProps {
  person: PersonRow;
  onClose: () => void;
}

/** What ends with somebody who is switched off, in words. */
const endsWith = ({ sessions, tokens }: PersonRow): string =>
  [sessions && formatCounted(sessions, 'session'), tokens && formatCounted(tokens, 'token')]
    .filter(Boolean)
    .join(' and ');

/** Asks once before somebody is switched off, and says what ends. */
export function SwitchOffDialog({ person, onClose }: ActProps) {
  const client = useQueryClient();
  const form = useFormAct(async () => {
    await requestJson(ChangedPerson, paths.api.switchPerson(person.id), {
      method: 'POST',
      body: { isActive: false },
    });
    await refreshPeople(client);
    onClose();
  });
  const ends = endsWith(person);
  return (
    <OfficeDialog title={`Switch off ${person.name}`} onClose={onClose}>
      <form method="post" onSubmit={form.submit}>
        <p className="text-body">
          {person.name} can no longer sign in and hears nothing, from this moment on.
          {ends && ` With it ${ends} will end.`} Legs and teams stay as they are, and the listening
          log keeps the name.
        </p>
        <FormFoot form={form} onClose={onClose} isDanger>
          Switch off
        </FormFoot>
      </form>
    </OfficeDialog>
  );
}

/** Makes a new password, which ends all sessions. It is shown once. */
export function PasswordDialog({ person, onClose }: ActProps) {
  const client = useQueryClient();
  const [password, setPassword] = useState<string | null>(null);
  const form = useFormAct(async () => {
    const made = await requestJson(ChangedPerson, paths.api.givePassword(person.id), {
      method: 'POST',
      body: {},
    });
    await refreshPeople(client);
    setPassword(made.password);
  });
  if (password) {
    return (
      <ShownOnce
        title="Password"
        sentence={`${person.name} signs in as ${person.username} with this password. It is not shown again.`}
        secret={password}
        onClose={onClose}
      />
    );
  }
  return (
    <OfficeDialog title={`New password for ${person.name}`} onClose={onClose}>
      <form method="post" onSubmit={form.submit}>
        <p className="text-body">
          Legato makes a password and shows it once. The one before no longer counts
          {person.sessions > 0 && `, and ${formatCounted(person.sessions, 'session')} will end`}.
        </p>
        <FormFoot form={form} onClose={onClose}>
          Make a password
        </FormFoot>
      </form>
    </OfficeDialog>
  );
}

/** Asks once before a lost authenticator is taken away: until another is set up a password alone signs in. */
export function SecondFactorDialog({ person, onClose }: ActProps) {
  const client = useQueryClient();
  const form = useFormAct(async () => {
    await requestJson(ChangedPerson, paths.api.dropSecondFactor(person.id), {
      method: 'POST',
      body: {},
    });
    await refreshPeople(client);
    onClose();
  });
  return (
    <OfficeDialog title={`Second factor of ${person.name}`} onClose={onClose}>
      <form method="post" onSubmit={form.submit}>
        <p className="text-body">
          For an authenticator that is lost. It and its recovery codes no longer count
          {person.sessions > 0 && `, and ${formatCounted(person.sessions, 'session')} will end`}. A
          password alone signs in until {person.name} sets up another.
        </p>
        <FormFoot form={form} onClose={onClose}>
          Take it away
        </FormFoot>
      </form>
    </OfficeDialog>
  );
}

/** Makes a token, which is shown once. */
export function TokenDialog({ person, onClose }: ActProps) {
  const client = useQueryClient();
  const [made, setMade] = useState<MadeToken | null>(null);
  const form = useFormAct(async ({ name = '', days = '' }) => {
    const body = { name, days: Number(days) };
    setMade(await requestJson(MadeToken, paths.api.makeToken(person.id), { method: 'POST', body }));
    await refreshPeople(client);
  });
  if (made) {
    return (
      <ShownOnce
        title="Token"
        sentence={`It reads what ${person.name} may hear, until ${formatDate(made.expiresAt.slice(0, 10))}. It is not shown again.`}
        secret={made.token}
        onClose={onClose}
      />
    );
  }
  return (
    <OfficeDialog title={`New token for ${person.name}`} onClose={onClose}>
      <form method="post" onSubmit={form.submit} className="grid gap-4">
        <p className="text-body text-ink-2">
          A script sends it in place of a sign-in. It only reads, with the rights of {person.name}.
        </p>
        <TextField label="What it is for" name="name" maxLength={100} autoComplete="off" required />
        <TextField
          label="Good for, in days"
          hint="1 to 366."
          name="days"
          type="number"
          min={1}
          max={366}
          defaultValue={30}
          required
        />
        <FormFoot form={form} onClose={onClose}>
          Make a token
        </FormFoot>
      </form>
    </OfficeDialog>
  );
}

/** What needs no question: it can be done again, or undone. */
export const quickActs = {
  switchOn: (id: string) =>
    requestJson(ChangedPerson, paths.api.switchPerson(id), {
      method: 'POST',
      body: { isActive: true },
    }),
  endSessions: (id: string, sessionId: string | null) =>
    requestJson(Done, paths.api.endSessionsOf(id), { method: 'POST', body: { sessionId } }),
  revokeToken: (id: string, tokenId: string) =>
    requestJson(Done, paths.api.revokeToken(id), { method: 'POST', body: { tokenId } }),
};
