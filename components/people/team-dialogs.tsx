'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import { useFormAct } from '@/components/ui/use-form-act';
import { refreshPeople } from '@/lib/api/people-queries';
import { requestJson } from '@/lib/api/request-json';
import { ChangedTeam, type TeamList, type TeamMember, type TeamRow } from '@/lib/contract/teams';
import { paths } from '@/lib/paths';
import { FormFoot, OfficeDialog } from './office-dialog';

interface TeamDialogProps {
  /** Which is changed; null for a new one. */
  team: TeamRow | null;
  list: TeamList;
  onClose: () => void;
  onDone?: (id: string) => void;
}

/** Makes a team, or changes its name and who supervises it. */
export function TeamDialog({ team, list, onClose, onDone }: TeamDialogProps) {
  const client = useQueryClient();
  const candidates = list.people.filter(({ role }) => role !== 'agent');
  const form = useFormAct(async (fields) => {
    const body = {
      name: fields.name ?? '',
      supervisors: candidates
        .filter(({ id }) => fields[`supervisor ${id}`] === 'on')
        .map(({ username }) => username),
    };
    const path = team ? paths.api.changeTeam(team.id) : paths.api.addTeam();
    const made = await requestJson(ChangedTeam, path, { method: 'POST', body });
    await refreshPeople(client);
    onClose();
    onDone?.(made.id);
  });
  return (
    <OfficeDialog title={team ? `Change ${team.name}` : 'Add team'} onClose={onClose}>
      <form method="post" onSubmit={form.submit} className="grid gap-4">
        <TextField label="Name" name="name" defaultValue={team?.name} maxLength={100} required />
        <fieldset>
          <legend className="mb-1 font-medium text-search">Supervisors</legend>
          {candidates.length === 0 && (
            <p className="text-body text-ink-2">There is no supervisor yet. Add one first.</p>
          )}
          <div className="max-h-56 overflow-y-auto">
            {candidates.map(({ id, name, username }) => (
              <label
                key={id}
                className="flex min-h-8 items-center gap-2 text-body pointer-coarse:min-h-11"
              >
                <input
                  type="checkbox"
                  name={`supervisor ${id}`}
                  defaultChecked={team?.supervisors.some((one) => one.id === id)}
                  className="size-4"
                />
                {name} <span className="text-ink-2">{username}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <FormFoot form={form} onClose={onClose}>
          {team ? 'Save' : 'Add team'}
        </FormFoot>
      </form>
    </OfficeDialog>
  );
}

interface DaysDialogProps {
  team: TeamRow;
  member: TeamMember;
  onClose: () => void;
}

/** Changes the days of a membership, or takes it back. */
export function DaysDialog({ team, member, onClose }: DaysDialogProps) {
  const client = useQueryClient();
  const send = async (path: string, body: unknown) => {
    await requestJson(ChangedTeam, path, { method: 'POST', body });
    await refreshPeople(client);
    onClose();
  };
  const change = useFormAct(({ firstDay = '', lastDay = '' }) =>
    send(paths.api.changeDays(team.id), {
      ...{ membershipId: member.id, firstDay, lastDay: lastDay || null },
    }),
  );
  const remove = useFormAct(() =>
    send(paths.api.removeMember(team.id), { membershipId: member.id }),
  );
  return (
    <OfficeDialog title={`${member.name} in ${team.name}`} onClose={onClose}>
      <form method="post" onSubmit={change.submit} className="grid gap-4">
        <TextField
          label="First day"
          name="firstDay"
          type="date"
          defaultValue={member.firstDay}
          required
        />
        <TextField
          label="Last day, or none"
          hint="Included. Legs of the days before stay to be heard."
          name="lastDay"
          type="date"
          defaultValue={member.lastDay ?? ''}
        />
        <FormFoot
          form={{ ...change, sentence: change.sentence ?? remove.sentence }}
          onClose={onClose}
        >
          Save
        </FormFoot>
      </form>
      <form method="post" onSubmit={remove.submit} className="mt-4 border-line border-t pt-4">
        <p className="text-ink-2 text-prose">
          Was it a mistake? Then these days can be taken back, as if they had never been.
        </p>
        <Button type="submit" className="mt-2 text-danger!" aria-disabled={remove.isRunning}>
          Take back
        </Button>
      </form>
    </OfficeDialog>
  );
}
