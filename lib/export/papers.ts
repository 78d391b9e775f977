import type { ZonedIso } from '@/lib/calls/rules/zoned-iso';
import type { Call } from '@/lib/contract/call';
import type { ExportedFile, ExportedLeg, ExportManifest, LegColumns } from '@/lib/contract/export';
import { type ArchiveFile, textFile } from './archive-file';
import { exportFolder } from './export-names';
import { legsCsv } from './legs-csv';
import { readmeText } from './readme-text';
import { savedPage } from './saved-page';

interface PapersOptions {
  call: Call;
  madeAtMs: number;
  zonedIso: ZonedIso;
}

/** What lies beside the legs in the folder of a call. */
export class Papers {
  readonly #options: PapersOptions;
  readonly #madeAt: Date;

  constructor(options: PapersOptions) {
    this.#options = options;
    this.#madeAt = new Date(options.madeAtMs);
  }

  /** What is known before a leg is fetched, so that the download begins at once. */
  *before(): Generator<ArchiveFile> {
    const { call } = this.#options;
    yield this.#paper('README.txt', readmeText(exportFolder(call)));
    yield this.#paper('call.json', json(call));
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
    yield this.#paper('legs.csv', legsCsv(call, legs));
    const manifest: ExportManifest = {
      format: 'legato-call/1',
      uniqueId: call.uniqueId,
      madeAt: zonedIso(madeAtMs),
      legs: [...legs],
      files: [...files],
    };
    yield this.#paper('manifest.json', json(manifest));
    yield this.#paper('index.html', savedPage({ call, manifest, waves }));
    const sums = files.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join('');
    yield this.#paper('SHA256SUMS', sums);
  }

  #paper = (file: string, text: string) => textFile(file, text, this.#madeAt);
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
