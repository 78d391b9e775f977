// @ts-check

/**
 * @typedef {import('@/lib/contract/call').Call} Call
 * @typedef {import('@/lib/contract/call').Leg} Leg
 * @typedef {import('@/lib/contract/export').ExportedLeg} ExportedLeg
 * @typedef {import('@/lib/contract/export').SavedCall} SavedCall
 * @typedef {import('@/lib/contract/export').LegColumns} LegColumns
 */

/**
 * A leg on the call's own clock, where 0 is the call's beginning.
 *
 * @typedef {object} PlacedLeg
 * @property {Leg} leg
 * @property {ExportedLeg | null} exported
 * @property {number} startSeconds
 * @property {number} endSeconds End of what can be heard; of the leg as stated where that is nothing.
 * @property {number} statedEndSeconds
 * @property {string | null} file Path of the audio, from the page; null where there is none.
 * @property {string} ownerClass
 * @property {LegColumns | null} wave
 */

/**
 * @typedef {object} Hole A stretch of the call that cannot be heard.
 * @property {number} startSeconds
 * @property {number} endSeconds
 * @property {string} because
 */

/** @typedef {ReturnType<typeof modelOf>} CallModel */

/** A file that is so much shorter than its leg was stated to be is said to end early. */
const SHORT_BY_SECONDS = 1;

/**
 * Puts the call on its own clock.
 *
 * @param {SavedCall} saved
 */
export function modelOf({ call, manifest, waves }) {
  const startMs = Date.parse(call.startedAt);
  const since = (/** @type {string} */ instant) => (Date.parse(instant) - startMs) / 1000;
  const owners = ownerClasses(call.legs);
  /** @type {PlacedLeg[]} */
  const legs = call.legs
    .map((leg) => {
      const exported = manifest.legs.find((other) => other.leg === leg.leg) ?? null;
      const file = exported?.played?.file ?? null;
      const startSeconds = Math.max(0, since(leg.startedAt));
      const heardSeconds = (file && exported?.audioSeconds) || leg.durationSeconds;
      return {
        leg,
        exported,
        startSeconds,
        endSeconds: startSeconds + heardSeconds,
        statedEndSeconds: startSeconds + leg.durationSeconds,
        file,
        ownerClass: owners.get(leg.username) ?? 'owner-system',
        wave: waves[leg.leg] ?? null,
      };
    })
    .sort((a, b) => a.startSeconds - b.startSeconds || a.leg.leg - b.leg.leg);
  const durationSeconds = Math.max(
    call.durationSeconds,
    ...legs.map((leg) => Math.max(leg.endSeconds, leg.statedEndSeconds)),
  );
  const holes = holesOf(call, legs, since);
  return { call, manifest, legs, durationSeconds, heardSeconds: heardSecondsOf(legs), holes };
}

/**
 * Seconds of the call that the folder holds; a file that is shorter by less than a second is whole.
 *
 * @param {PlacedLeg[]} legs
 */
function heardSecondsOf(legs) {
  const whole = legs.map((leg) => {
    const isShort = leg.statedEndSeconds - leg.endSeconds > SHORT_BY_SECONDS;
    return isShort ? leg : { ...leg, endSeconds: leg.statedEndSeconds };
  });
  return slicesOf(whole).reduce((sum, slice) => sum + slice.endSeconds - slice.startSeconds, 0);
}

/**
 * Cuts call time wherever a leg that can be heard begins or ends; each slice lists those that cover it,
 * the earlier first.
 *
 * @param {PlacedLeg[]} legs
 */
export function slicesOf(legs) {
  const audible = legs.filter((leg) => leg.file);
  const edges = [...new Set(audible.flatMap((leg) => [leg.startSeconds, leg.endSeconds]))];
  edges.sort((a, b) => a - b);
  return edges.slice(1).flatMap((endSeconds, index) => {
    const startSeconds = edges[index] ?? endSeconds;
    const covering = audible.filter(
      (leg) => leg.startSeconds <= startSeconds && leg.endSeconds >= endSeconds,
    );
    return covering.length > 0 ? [{ startSeconds, endSeconds, legs: covering }] : [];
  });
}

/**
 * `38 s not recorded`, `file ends 12 s early`
 *
 * @param {string} because
 * @param {string} amount
 */
export function holeSentence(because, amount) {
  return because === 'file ends early' ? `file ends ${amount} early` : `${amount} ${because}`;
}

/**
 * Whose leg it is, in words.
 *
 * @param {Leg} leg
 */
export function ownerOf(leg) {
  return leg.username ?? (leg.access === 'restricted' ? 'Not yours to hear' : 'No owner');
}

/**
 * A class for each owner, by order of appearance; the default user of the PBX has one of its own.
 *
 * @param {Leg[]} legs
 */
function ownerClasses(legs) {
  /** @type {Map<string | null, string>} */
  const classes = new Map();
  let people = 0;
  for (const { username, isSystemUser } of legs) {
    if (username === null || classes.has(username)) continue;
    classes.set(username, isSystemUser ? 'owner-system' : `owner-${(people++ % 6) + 1}`);
  }
  return classes;
}

/**
 * @param {Call} call
 * @param {PlacedLeg[]} legs
 * @param {(instant: string) => number} since
 * @returns {Hole[]}
 */
function holesOf(call, legs, since) {
  const gaps = call.gaps.map(({ startedAt, seconds }) => {
    const startSeconds = since(startedAt);
    return { startSeconds, endSeconds: startSeconds + seconds, because: 'not recorded' };
  });
  const ends = legs
    .filter((leg) => leg.file && leg.statedEndSeconds - leg.endSeconds > SHORT_BY_SECONDS)
    .map(({ endSeconds, statedEndSeconds, exported }) => ({
      startSeconds: endSeconds,
      endSeconds: statedEndSeconds,
      because: exported?.status === 'broken-off' ? 'broke off' : 'file ends early',
    }));
  return [...gaps, ...ends].sort((a, b) => a.startSeconds - b.startSeconds);
}
