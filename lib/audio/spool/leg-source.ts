/** Where a leg's bytes come from. The spool fetches it once, however many listen. */
export interface LegSource {
  /** Identity of the leg for the life of its audio: one spool entry per key. */
  key: string;
  /**
   * Changes where the leg was recorded anew or went on since: what was measured of it before is then no
   * longer its own. Empty by default.
   */
  revision?: string;
  /**
   * Key of the source whose sound it is in another form. It is made here: the PBX is not asked, nothing is
   * measured twice, and it goes when that one goes.
   */
  madeOf?: string;
  /**
   * Starts the download. Rejects with a LegatoError when there is nothing to download.
   * Aborting the signal ends the body with an error.
   */
  fetch(
    signal: AbortSignal,
  ): Promise<{ contentLength: number | null; body: AsyncIterable<Uint8Array> }>;
}

/** A leg that may be heard, ready to be served. */
export interface OpenedRecording {
  source: LegSource;
  /** Name of a downloaded file without its ending: `legato_1392271611.238_leg-2_2026-11-24T104207+1100`. */
  fileStem: string;
}
