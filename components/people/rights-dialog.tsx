'use client';

import { useState } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import { paths } from '@/lib/paths';
import { DialogFoot, OfficeDialog } from './office-dialog';

/** The rights of everybody as of a day, as a file for a review. */
export function RightsDialog({ today, onClose }: { today: string | null; onClose: () => void }) {
  const [day, setDay] = useState(today ?? '');
  return (
    <OfficeDialog title="Rights of everybody" onClose={onClose}>
      <div className="grid gap-4">
        <p className="text-body text-ink-2">
          A line for each reason for which somebody hears legs of this day. People and roles are
          those of now, teams those of the day.
        </p>
        <TextField
          label="As of"
          type="date"
          value={day}
          onChange={({ target }) => setDay(target.value)}
        />
      </div>
      <DialogFoot>
        <Button onClick={onClose}>Cancel</Button>
        <a
          href={paths.api.exportRights(day || undefined)}
          download
          onClick={() => setTimeout(onClose)}
          className={buttonClass({ look: 'primary' })}
        >
          Download as CSV
        </a>
      </DialogFoot>
    </OfficeDialog>
  );
}
