// @ts-check
/**
 * Runs in every page of the benchmark's browser. `armSound` and `armRows` start their clock at the
 * event itself, so that the way from the benchmark to the browser is not in the figure; `result`
 * holds the milliseconds once they are known.
 */
(() => {
  /** As often as a page may look: every 4 ms at best, which is how exact the figures are. */
  const GIVE_UP_MS = 20_000;

  /**
   * @param {string} type of the event that starts the clock
   * @param {() => () => boolean} begin called at the event; returns a function that says whether it is over
   */
  function arm(type, begin) {
    stopwatch.result = new Promise((resolve, reject) => {
      const start = () => {
        const startedAt = performance.now();
        stopwatch.startedAt = startedAt;
        const isOver = begin();
        const look = () => {
          const elapsed = performance.now() - startedAt;
          if (isOver()) resolve(elapsed);
          else if (elapsed > GIVE_UP_MS) reject(new Error(`nothing after ${type} in 20 s`));
          else setTimeout(look, 0);
        };
        look();
      };
      addEventListener(type, start, { capture: true, once: true });
    });
    stopwatch.result.catch(() => {});
  }

  const stopwatch = {
    /** When the clock started, by the page's own clock. */
    startedAt: Number.NaN,

    /** @type {Promise<number>} */
    result: Promise.resolve(Number.NaN),

    /**
     * From the event until the audio element's clock runs at the place that was asked for.
     *
     * @param {string} type
     * @param {number | null} seconds the place; null where it goes on from where it is
     */
    armSound(type, seconds) {
      arm(type, () => {
        const audio = document.querySelector('audio');
        const from = seconds ?? audio?.currentTime ?? 0;
        return () =>
          audio !== null &&
          !audio.paused &&
          !audio.seeking &&
          audio.currentTime > from &&
          audio.currentTime < from + 15;
      });
    },

    /** From Enter until the first row of the results is there and has been painted. */
    armRows() {
      arm('keydown', () => {
        let isPainted = false;
        let isFound = false;
        return () => {
          if (!isFound && document.querySelector('[role="grid"] a[href^="/calls/"]')) {
            isFound = true;
            requestAnimationFrame(() => {
              isPainted = true;
            });
          }
          return isPainted;
        };
      });
    },
  };
  Object.assign(globalThis, { stopwatch });
})();
