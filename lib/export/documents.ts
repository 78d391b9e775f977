import type { ZonedIso } from '@/lib/calls/rules/zoned-iso';
import type { Call, Leg } from '@/lib/contract/call';
import type { ExportedFile, ExportedLeg, ExportManifest, LegColumns } from '@/lib/contract/export';
import { type ArchiveFile, exportFolder, textFile } from './archive-file';
import { savedPage } from './saved-page';

interface DocumentsOptions {
  call: Call;
  madeAtMs: number;
  zonedIso: ZonedIso;
}

/** What lies beside the legs in the folder of a call. */
export class Documents {
  readonly #options: DocumentsOptions;
  readonly #madeAt: Date;

  constructor(options: DocumentsOptions) {
    this.#options = options;
    this.#madeAt = new Date(options.madeAtMs);
  }

  /** What is known before a leg is fetched, so that the download begins at once. */
  *before(): Generator<ArchiveFile> {
    const { call } = this.#options;
    yield this.#document('README.txt', readmeText(exportFolder(call)));
    yield this.#document('call.json', json(call));
  }

  /**
   * What is known once all legs have been handed out.
   *
   * @param files What has been handed out, as it is when each paper's turn comes.
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

/** `legs.csv`: one line for each leg, as RFC 4180 has it. Times carry the offset of the PBX's zone. */
function legsCsv(call: Call, exported: readonly ExportedLeg[]): string {
  const lines = call.legs.map((leg) => {
    const file = exported.find((told) => told.leg === leg.leg);
    return COLUMNS.map(([, of]) => csvCell(of(leg, file)));
  });
  return [COLUMNS.map(([name]) => name), ...lines]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');
}

/**
 * One value. A spreadsheet runs what begins like a formula, wherever it came from: such a text gets an
 * apostrophe in front (OWASP, CSV injection). A phone number with its plus is none.
 */
export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d[\d ]*$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `README.txt`: what is in the folder, for whoever finds it without Legato. */
function readmeText(folder: string): string {
  return `${folder}

One recorded call, as Legato saved it from a Noojee Contact PBX. Legato is not needed to hear it.

LISTEN
Unpack the whole ZIP, then open index.html in any current browser. It plays the call from the files
in this folder and asks nothing of any network. Or open the files in the folder "legs" with any player.

WHAT IS HERE
  index.html      plays all legs in order, shows the strip, the facts and the checksums
  legs/           the audio of each leg in a form that every browser plays, in order
  original/       the bytes that the PBX sent, for legs that had to be converted, whose file header had
                  to be put right, or that no browser plays; no folder where nothing differs
  call.json       what the PBX knows of the call and its legs, times with the PBX's offset
  legs.csv        the same as a table; a text that a spreadsheet would run begins with an apostrophe
  manifest.json   each file with size and SHA-256; each leg that is missing or incomplete, and why
  SHA256SUMS      the same checksums in the form of the usual tools

CHECK
Open a terminal in this folder. Each line has to answer OK.
  Linux      sha256sum -c SHA256SUMS
  macOS      shasum -a 256 -c SHA256SUMS
  Windows    certutil -hashfile index.html SHA256, for each file, and compare with SHA256SUMS
The checksums show that nothing has changed since the folder was saved. They cannot show who saved it.

A LEG IS MISSING
The PBX may have deleted its audio after the time that is set there, or did not answer.
manifest.json and index.html say which leg and why. What came of a leg that broke off is in "legs".
`;
}
