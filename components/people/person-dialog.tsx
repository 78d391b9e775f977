'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { SelectField } from '@/components/ui/select-field';
import { TextField } from '@/components/ui/text-field';
import { useFormAct } from '@/components/ui/use-form-act';
import { refreshPeople } from '@/lib/api/people-queries';
import { requestJson } from '@/lib/api/request-json';
import {
  ChangedPerson,
  type ChangePersonBody,
  type NewPersonBody,
  type PersonRow,
  RoleName,
} from '@/lib/contract/people';
import { paths } from '@/lib/paths';
import { FormFoot, OfficeDialog } from './office-dialog';
import { ROLE_NAMES } from './person-words';
import { ShownOnce } from './shown-once';

const ROLES = RoleName.options.map((value) => ({ value, label: ROLE_NAMES[value] }));

interface PersonDialogProps {
  /** Who is changed; null for somebody new. */
  person: PersonRow | null;
  onClose: () => void;
  /** After somebody was added, once his password has been seen. */
  onAdded?: (id: string) => void;
}

/** Adds a person, or changes one. A first password is shown once, after he is there. */
export function PersonDialog({ person, onClose, onAdded }: PersonDialogProps) {
  const client = useQueryClient();
  const [added, setAdded] = useState<ChangedPerson | null>(null);
  const form = useFormAct(async (fields) => {
    const noojeeUsernames = (fields.noojeeUsernames ?? '')
      .split(/[,;\n]/)
      .map((name) => name.trim())
      .filter(Boolean);
    const given = {
      name: fields.name ?? '',
      role: RoleName.parse(fields.role),
      email: fields.email?.trim() || null,
      noojeeUsernames,
    };
    if (person) {
      const body: ChangePersonBody = given;
      await requestJson(ChangedPerson, paths.api.changePerson(person.id), { method: 'POST', body });
      await refreshPeople(client);
      onClose();
      return;
    }
    const body: NewPersonBody = {
      ...given,
      username: fields.username ?? '',
      givesPassword: fields.givesPassword === 'on',
    };
    const made = await requestJson(ChangedPerson, paths.api.addPerson(), { method: 'POST', body });
    await refreshPeople(client);
    if (made.password === null) onAdded?.(made.id);
    else setAdded(made);
  });
  if (added?.password) {
    return (
      <ShownOnce
        title="Password"
        sentence={`${added.name} signs in as ${added.username} with this password, and can change it then. It is not shown again.`}
        secret={added.password}
        onClose={() => onAdded?.(added.id)}
      />
    );
  }
  return (
    <OfficeDialog title={person ? `Change ${person.name}` : 'Add person'} onClose={onClose}>
      <form method="post" onSubmit={form.submit} className="grid gap-4">
        <TextField label="Name" name="name" defaultValue={person?.name} maxLength={100} required />
        {!person && (
          <TextField
            label="Signs in as"
            hint="Letters, digits, dots and dashes. It stays the same."
            name="username"
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            maxLength={64}
            required
          />
        )}
        <SelectField
          label="Role"
          name="role"
          options={ROLES}
          defaultValue={person?.role ?? 'agent'}
        />
        <TextField
          label="Noojee usernames"
          hint="Whose legs are this person's own, with commas between them."
          name="noojeeUsernames"
          defaultValue={person?.noojeeUsernames.join(', ')}
          autoCapitalize="off"
          spellCheck={false}
        />
        <TextField
          label="E-mail, or none"
          name="email"
          type="email"
          autoComplete="off"
          defaultValue={person?.email ?? ''}
          maxLength={254}
        />
        {!person && (
          <label className="flex min-h-6 items-center gap-2 text-body">
            <input type="checkbox" name="givesPassword" defaultChecked className="size-4" />
            Make a first password, to be shown once
          </label>
        )}
        <FormFoot form={form} onClose={onClose}>
          {person ? 'Save' : 'Add person'}
        </FormFoot>
      </form>
    </OfficeDialog>
  );
}
