// @ts-check
/**
 * Runs in every page of the leg-break benchmark. Notes the clock of each audio element as often as a page may
 * look, from which `soundEdges.of(leg)` says when that leg's first and last second of sound were heard.
 */
(() => {
  /** @typedef {{ atMs: number, seconds: number, speed: number, fileSeconds: number }} Reading */
  /** Readings this near to an edge place it best: the clock of a sound that just began is still settling. */
  const READINGS = 25;
  /** @type {Map<number, Reading[]>} */
  const readings = new Map();

  function note() {
    for (const element of document.querySelectorAll('audio')) {
      const leg = Number(/\/legs\/(\d+)\/audio/.exec(element.currentSrc)?.[1]);
      if (!leg || element.paused || element.seeking || element.readyState < 3) continue;
      const known = readings.get(leg) ?? [];
      const last = known.at(-1);
      if (last?.seconds === element.currentTime) continue;
      known.push({
        atMs: performance.now(),
        seconds: element.currentTime,
        speed: element.playbackRate,
        fileSeconds: element.duration,
      });
      readings.set(leg, known);
    }
    setTimeout(note, 0);
  }
  note();

  /** @param {number[]} values */
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

  const soundEdges = {
    /** @param {number} leg @returns {number} seconds of it that have been heard so far */
    heardSeconds: (leg) => readings.get(leg)?.at(-1)?.seconds ?? 0,

    /**
     * When second 0 of a leg was heard and when its file ended, in milliseconds of the page's clock: medians over
     * the readings beside the edge, each led back to it by its own speed.
     *
     * @param {number} leg
     */
    of(leg) {
      const known = readings.get(leg) ?? [];
      // The very first one is where it was put, not yet sound.
      const first = known.filter(({ seconds }) => seconds > 0).slice(1, READINGS + 1);
      const last = known.filter(({ seconds, fileSeconds }) => seconds < fileSeconds);
      return {
        startMs: median(first.map(({ atMs, seconds, speed }) => atMs - (seconds * 1000) / speed)),
        endMs: median(
          last.slice(-READINGS).map(({ atMs, seconds, speed, fileSeconds }) => {
            return atMs + ((fileSeconds - seconds) * 1000) / speed;
          }),
        ),
      };
    },
  };
  Object.assign(globalThis, { soundEdges });
})();
