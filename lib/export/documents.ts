import type { ZonedIso } from '@/lib/calls/rules/zoned-iso';
import type { Call, Leg } from '@/lib/contract/call';
import type { ExportedFile, ExportedLeg, ExportManifest, LegColumns } from '@/lib/contract/export';
import { visibleText } from '@/lib/contract/visible-text';
import { type ArchiveFile, exportFolder, textFile } from './archive-file';
import { savedPage } from './saved-page';

interface DocumentsOptions {
  call: Call;
  madeAtMs: number;
  zonedIso: ZonedIso;
}

/** The files beside the legs in the folder of a call. */
export class Documents {
  readonly #options: DocumentsOptions;
  readonly #madeAt: Date;

  constructor(options: DocumentsOptions) {
    this.#options = options;
    this.#madeAt = new Date(options.madeAtMs);
  }

  /** What is known before any leg is fetched, so that the download starts at once. */
  *before(): Generator<ArchiveFile> {
    const { call } = this.#options;
    yield this.#document('README.txt', readmeText(exportFolder(call)));
    yield this.#document('call.json', json(call));
  }

  /**
   * What is known once all legs have been written.
   *
   * @param files The files written so far. It grows while these documents are written.
   */
  *after(
    legs: readonly ExportedLeg[],
    waves: Readonly<Record<number, LegColumns>>,
    files: readonly ExportedFile[],
  ): Generator<ArchiveFile> {
    const { call, zonedIso, madeAtMs } = this.#options;
    yield this.#document('legs.csv', legsCsv(call, legs));
    const manifest: ExportManifest = {
      format: 'legato-call/1',
      uniqueId: call.uniqueId,
      madeAt: zonedIso(madeAtMs),
      legs: [...legs],
      files: [...files],
    };
    yield this.#document('manifest.json', json(manifest));
    yield this.#document('index.html', savedPage({ call, manifest, waves }));
    const sums = files.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join('');
    yield this.#document('SHA256SUMS', sums);
  }

  #document = (file: string, text: string) => textFile(file, text, this.#madeAt);
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

type Cell = string | number | boolean | null | undefined;

const COLUMNS: [name: string, of: (leg: Leg, exported: ExportedLeg | undefined) => Cell][] = [
  ['leg', (leg) => leg.leg],
  ['status', (_leg, exported) => exported?.status],
  ['file', (_leg, exported) => exported?.played?.file],
  ['sha256', (_leg, exported) => exported?.played?.sha256],
  ['original_file', (_leg, exported) => exported?.original?.file],
  ['original_sha256', (_leg, exported) => exported?.original?.sha256],
  ['started_at', (leg) => leg.startedAt],
  ['ended_at', (leg) => leg.endedAt],
  ['duration_seconds', (leg) => leg.durationSeconds],
  ['audio_seconds', (_leg, exported) => exported?.audioSeconds],
  ['owner', (leg) => leg.username],
  ['is_system_user', (leg) => leg.isSystemUser],
  ['kind_inferred', (leg) => leg.kind?.name],
  ['direction', (leg) => leg.direction],
  ['source', (leg) => leg.source],
  ['destination', (leg) => leg.destination],
  ['did', (leg) => leg.did],
  ['tag', (leg) => leg.tag],
  ['call_record_id', (leg) => leg.callRecordId],
  ['problem', (_leg, exported) => exported?.problem?.detail],
];

/** `legs.csv`: one line per leg, by RFC 4180. Times carry the offset of the PBX's zone. */
function legsCsv(call: Call, exported: readonly ExportedLeg[]): string {
  const lines = call.legs.map((leg) => {
    const file = exported.find((other) => other.leg === leg.leg);
    return COLUMNS.map(([, of]) => csvCell(of(leg, file)));
  });
  return [COLUMNS.map(([name]) => name), ...lines]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');
}

/**
 * One value. Spreadsheets run text that begins like a formula, so such a text gets an apostrophe in
 * front (OWASP, CSV injection). A phone number with a plus is not a formula.
 */
export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  // Line ends and tabs are what quoting is for.
  const text = String(value).replace(/[^\t\r\n]+/g, visibleText);
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d[\d ]*$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `README.txt`: explains the folder to a reader who has no Legato. */
function readmeText(folder: string): string {
  return `${folder}

One recorded call, saved by Legato from a Noojee Contact PBX. You can play it without Legato.

LISTEN
Unpack the whole ZIP, then open index.html in any current browser. It plays the call from the files
in this folder and needs no network. Or open the files in the folder "legs" with any player.

CONTENTS
  index.html      plays all legs in order; shows the strip, the facts and the checksums
  legs/           one playable file per leg (any player), in order
  original/       original files, unchanged from the PBX, where they differ from the playable ones or
                  cannot be played: converted legs, and legs whose file header was corrected
  call.json       what the PBX knows about the call and its legs, times with the PBX's offset
  legs.csv        the same as a table; text that a spreadsheet would run begins with an apostrophe
  manifest.json   every file with its size and SHA-256; every leg that is missing or incomplete, and why
  SHA256SUMS      the same checksums in the format of the usual tools

CHECK
Open a terminal in this folder. Every line must end in OK.
  Linux      sha256sum -c SHA256SUMS
  macOS      shasum -a 256 -c SHA256SUMS
  Windows    certutil -hashfile index.html SHA256, for each file, and compare with SHA256SUMS
The checksums show that nothing has changed since the folder was saved. They cannot show who saved it.

IF A LEG IS MISSING
The PBX deletes audio after the time set there, or it did not answer. manifest.json and index.html say
which leg and why. If a leg broke off, the part that arrived is in "legs".
`;
}
