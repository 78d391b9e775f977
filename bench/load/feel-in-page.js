// @ts-check
/**
 * Runs in every page of the part `feel`. A watch starts its clock at the event itself, by the moment
 * that the browser gives it, or at the navigation; it looks about every 4 ms for what it waits for.
 * Everything that the browser says of painting and of long tasks is kept beside it.
 *
 * @typedef {{ what: 'shown', selector: string, count: number }} Shown
 * @typedef {{ what: 'answers', selector: string, answered: string }} Answers
 * @typedef {{ what: 'inked', selector: string, stretches: [number, number][] }} Inked
 * @typedef {{ from: 'load' | 'click' | 'keydown', goals: Record<string, Shown | Answers | Inked> }} Watch
 */
(() => {
  const GIVE_UP_MS = 30_000;

  const feel = {
    /** @type {Promise<{ startedAt: number, ms: Record<string, number> }> | null} */
    result: null,
    /** @type {{ startMs: number, ms: number }[]} */
    longTasks: [],
    /** Each with its place, from the navigation on. */
    /** @type {{ startMs: number, score: number }[]} */
    shifts: [],
    firstPaintMs: Number.NaN,
    /** @type {Promise<number>} */
    firstPaint: new Promise((resolve) => {
      observe('paint', ({ name, startTime }) => {
        if (name !== 'first-contentful-paint') return;
        feel.firstPaintMs = startTime;
        resolve(startTime);
      });
    }),
    largestPaintMs: Number.NaN,

    /** @param {Watch} watch */
    watch({ from, goals }) {
      const looks = Object.entries(goals).map(([name, goal]) => ({ name, isMet: lookFor(goal) }));
      /** @type {Record<string, number>} */
      const ms = {};
      feel.result = new Promise((resolve, reject) => {
        const begin = (/** @type {number} */ startedAt) => {
          const look = () => {
            for (const { name, isMet } of looks) {
              if (name in ms || !isMet()) continue;
              ms[name] = performance.now() - startedAt;
            }
            const open = looks.filter(({ name }) => !(name in ms));
            if (open.length === 0) return resolve({ startedAt, ms });
            if (performance.now() - startedAt < GIVE_UP_MS) return void setTimeout(look, 0);
            reject(new Error(`not seen in 30 s: ${open.map(({ name }) => name).join(', ')}`));
          };
          look();
        };
        if (from === 'load') begin(0);
        else {
          const start = (/** @type {Event} */ event) => begin(event.timeStamp);
          addEventListener(from, start, { capture: true, once: true });
        }
      });
      feel.result.catch(() => {});
    },
  };

  /** @param {Shown | Answers | Inked} goal */
  function lookFor(goal) {
    if (goal.what === 'shown') return shown(goal);
    if (goal.what === 'answers') return answers(goal);
    return inked(goal);
  }

  /** So many of it are there, and the frame that paints them has begun. @param {Shown} goal */
  const shown = ({ selector, count }) =>
    framed(() => document.querySelectorAll(selector).length >= count);

  /** Over when the next frame after `isThere` begins. @param {() => boolean} isThere */
  function framed(isThere) {
    let isFound = false;
    let isPainted = false;
    return () => {
      if (!isFound && isThere()) {
        isFound = true;
        requestAnimationFrame(() => {
          isPainted = true;
        });
      }
      return isPainted;
    };
  }

  /**
   * The button is pressed as soon as it is there, again and again, until that has an effect: it turns
   * into `answered`, or an audio element has been started. @param {Answers} goal
   */
  function answers({ selector, answered }) {
    const hasAnswered = () =>
      document.querySelector(answered) !== null ||
      [...document.querySelectorAll('audio')].some((audio) => !audio.paused);
    return () => {
      const button = document.querySelector(selector);
      if (button instanceof HTMLElement) button.click();
      return hasAnswered();
    };
  }

  /** A wave stands in each stretch (shares of the width, 0 to 1) of the canvas, and is painted. @param {Inked} goal */
  function inked({ selector, stretches }) {
    let seen = -1;
    return framed(() => {
      // Reading a canvas costs more than looking: only what was drawn since is read.
      if (draws === seen) return false;
      const canvas = document.querySelector(selector);
      const context = canvas instanceof HTMLCanvasElement && canvas.getContext('2d');
      if (!context || context.canvas.width === 0) return false;
      seen = draws;
      const { width, height } = context.canvas;
      return stretches.every(([from, to]) => {
        const x = Math.ceil(from * width);
        const columns = Math.max(1, Math.floor(to * width) - x);
        const { data } = context.getImageData(x, 0, columns, height);
        // The dots of a leg that is arriving leave columns empty, a wave leaves none.
        return data.filter((value, index) => index % 4 === 3 && value > 0).length >= columns;
      });
    });
  }

  /** How often anything was drawn on a canvas of this page. */
  let draws = 0;
  const canvas = CanvasRenderingContext2D.prototype;
  for (const name of /** @type {const} */ (['fill', 'fillRect', 'stroke', 'drawImage'])) {
    const draw = canvas[name];
    Object.defineProperty(canvas, name, {
      value(/** @type {unknown[]} */ ...given) {
        draws += 1;
        return Reflect.apply(draw, this, given);
      },
    });
  }

  /** @param {string} type @param {(entry: PerformanceEntry) => void} keep */
  function observe(type, keep) {
    new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({
      type,
      buffered: true,
    });
  }
  observe('longtask', ({ startTime, duration }) =>
    feel.longTasks.push({ startMs: startTime, ms: duration }),
  );
  observe('layout-shift', (entry) => {
    if ('hadRecentInput' in entry && entry.hadRecentInput) return;
    feel.shifts.push({
      startMs: entry.startTime,
      score: 'value' in entry ? Number(entry.value) : 0,
    });
  });
  observe('largest-contentful-paint', ({ startTime }) => {
    feel.largestPaintMs = startTime;
  });

  Object.assign(globalThis, { feel });
})();
