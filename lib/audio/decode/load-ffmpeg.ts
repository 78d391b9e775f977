export type Ffmpeg = Awaited<ReturnType<typeof loadFfmpeg>>;

/**
 * FFmpeg from node-av, loaded by the first leg that needs it: it takes 30 MB. It prints nothing: what goes
 * wrong with a leg is told by ours. Rejects where there is no FFmpeg for this machine.
 */
export async function loadFfmpeg() {
  const [av, constants] = await Promise.all([import('node-av/lib'), import('node-av/constants')]);
  av.Log.setLevel(constants.AV_LOG_QUIET);
  return { av, constants };
}
