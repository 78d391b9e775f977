import type { Actor } from '@/lib/access/actor';
import { getCall } from '@/lib/calls/get-call';
import type { Services } from '@/lib/calls/services';
import type { ExportedFile } from '@/lib/contract/export';
import { type ArchiveFile, exportFolder } from './archive-file';
import { Documents } from './documents';
import { LegExport } from './leg-export';

/** A call being exported: a folder whose files are made while they are read. */
export interface CallExport {
  /** Name of the folder, and of the download without `.zip`. */
  folder: string;
  /**
   * The files in order. Read each to its end before asking for the next. Throws when one cannot be
   * finished: the export is worthless then.
   */
  files: () => AsyncGenerator<ArchiveFile>;
  /** Releases everything that is still held. */
  close: () => void;
}

/**
 * Exports a whole call as a folder: playable and original files of its legs, what is known about them,
 * and a page that plays them without Legato. No audio is fetched before the files are read. A leg that
 * cannot be fetched is listed in the manifest and does not fail the export.
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
      const written: ExportedFile[] = [];
      yield* recorded(documents.before(), written);
      yield* recorded(legs.files(), written);
      yield* recorded(documents.after(legs.exported, legs.waves, written), written);
    },
    close: () => legs.close(),
  };
}

/** Records each file's entry once it has been read. */
async function* recorded(
  files: AsyncIterable<ArchiveFile> | Iterable<ArchiveFile>,
  written: ExportedFile[],
): AsyncGenerator<ArchiveFile> {
  for await (const file of files) {
    yield file;
    written.push(file.entry());
  }
}
