'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-parts';
import { TextField } from '@/components/ui/text-field';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import { paths } from '@/lib/paths';
import { formatLongDate, readDayField } from './day-words';
import { DialogFoot, OfficeDialog } from './office-dialog';

interface RightsDialogProps {
  /** Null where the page does not know it yet. */
  today: string | null;
  onClose: () => void;
}

/** The rights of everybody as of a day, as a file for a review. */
export function RightsDialog({ today, onClose }: RightsDialogProps) {
  const timeZone = usePbxZone();
  const [first] = useState(() => today ?? toZonedIso(Date.now(), timeZone).slice(0, 10));
  /** Null while the field holds none. */
  const [day, setDay] = useState<string | null>(first);
  const [sentence, setSentence] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const link = useRef<HTMLAnchorElement>(null);

  function download(event: FormEvent): void {
    event.preventDefault();
    const read = field.current && readDayField(field.current);
    if (read?.ok) {
      link.current?.click();
      onClose();
      return;
    }
    setSentence(read?.message ?? null);
    field.current?.focus();
  }

  return (
    <OfficeDialog title="Rights of everybody" onClose={onClose}>
      <form noValidate onSubmit={download}>
        <div className="grid gap-4">
          <p className="text-body text-ink-2">
            A line for each reason for which somebody hears legs of this day. People and roles are
            those of now, teams those of the day.
          </p>
          <TextField
            ref={field}
            label="As of"
            type="date"
            defaultValue={first}
            aria-invalid={sentence !== null}
            hint={`${day === null ? 'A day' : formatLongDate(day)}, in the PBX’s zone`}
            onChange={({ target }) => {
              const found = readDayField(target);
              setDay(found.ok ? found.value : null);
              setSentence(null);
            }}
          />
          <FormError sentence={sentence} />
        </div>
        <DialogFoot>
          <Button onClick={onClose}>Cancel</Button>
          <a ref={link} hidden href={paths.api.exportRights(day ?? first)} download>
            The file
          </a>
          <Button type="submit" look="primary">
            Download as CSV
          </Button>
        </DialogFoot>
      </form>
    </OfficeDialog>
  );
}
