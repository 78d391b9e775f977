import type { AudioForm } from '@/lib/audio/formats/audio-form';
import { type OpenFile, SpoolFile } from './spool-file';

interface LegStoreOptions {
  directory: string;
  lingerMs: number;
  openFile: OpenFile | undefined;
}

/** The files of one leg: what the PBX sent, and the decoded sound where that is not what is played. */
export class LegStore {
  readonly original: SpoolFile;
  readonly decoded: SpoolFile | null;

  private constructor(original: SpoolFile, decoded: SpoolFile | null) {
    this.original = original;
    this.decoded = decoded;
  }

  /** Throws the error of the file system; no file is left then. */
  static async create(form: AudioForm, { directory, lingerMs, openFile }: LegStoreOptions) {
    const original = await SpoolFile.create(directory, lingerMs, openFile);
    if (!form.codec) return new LegStore(original, null);
    try {
      return new LegStore(original, await SpoolFile.create(directory, lingerMs, openFile));
    } catch (error) {
      await original.remove().catch(() => {});
      throw error;
    }
  }

  get writtenBytes(): number {
    return this.original.writtenBytes + (this.decoded?.writtenBytes ?? 0);
  }

  async endWriting(): Promise<void> {
    await Promise.all([this.original.endWriting(), this.decoded?.endWriting()]);
  }

  /** Deletes the files. Those who hold one read on until they let go. */
  async remove(): Promise<void> {
    await Promise.all([this.original.remove(), this.decoded?.remove()]);
  }
}
