import type { Actor } from '@/lib/access/actor';
import { getCall } from '@/lib/calls/get-call';
import type { Services } from '@/lib/calls/services';
import type { ExportedFile } from '@/lib/contract/export';
import { type ArchiveFile, exportFolder } from './archive-file';
import { Documents } from './documents';
import { LegExport } from './leg-export';

/** A call on its way out: a folder whose files are made while they are taken. */
export interface CallExport {
  /** Name of the folder, and of the download without its ending. */
  folder: string;
  /**
   * The files in order. Each is read to its end before the next is asked for. Throws when one cannot be
   * finished: the whole is worth nothing then.
   */
  files: () => AsyncGenerator<ArchiveFile>;
  /** Lets go of everything that is still held. */
  close: () => void;
}

/**
 * Hands out a whole call as a folder: its legs as played and as the PBX sent them, what is known of
 * them, and a page that plays them without Legato. No audio is asked for until the files are.
 * A leg that cannot be had is told in the manifest, and is no failure of the whole.
 *
 * @throws LegatoError `not-found` when there is no such call; NoojeeError when the PBX fails.
 */
export async function exportCall(
  services: Services,
  actor: Actor,
  uniqueId: string,
  signal: AbortSignal,
): Promise<CallExport> {
  const call = await getCall(services, actor, uniqueId, signal);
  const { zonedIso } = services.rules;
  const documents = new Documents({ call, madeAtMs: services.now(), zonedIso });
  const legs = new LegExport({ services, actor, call, signal });
  return {
    folder: exportFolder(call),
    files: async function* () {
      const taken: ExportedFile[] = [];
      yield* remembering(documents.before(), taken);
      yield* remembering(legs.files(), taken);
      yield* remembering(documents.after(legs.exported, legs.waves, taken), taken);
    },
    close: () => legs.close(),
  };
}

/** Notes what each file was, once it has been taken. */
async function* remembering(
  files: AsyncIterable<ArchiveFile> | Iterable<ArchiveFile>,
  taken: ExportedFile[],
): AsyncGenerator<ArchiveFile> {
  for await (const file of files) {
    yield file;
    taken.push(file.told());
  }
}
