/** One audio element at one moment, as it describes itself. */
export interface Sound {
  leg: number;
  /** Seconds into the leg. */
  seconds: number;
  /** It is under way and has the bytes for it. */
  isSounding: boolean;
  hasEnded: boolean;
  /** Length of its file; null until that is known. */
  fileSeconds: number | null;
  speed: number;
  volume: number;
  isMuted: boolean;
  keepsPitch: boolean;
  /** Of a stereo leg, the side that is asked for; null for both. */
  side: string | null;
}

/** Everything that holds audio, at one moment of the page's own clock. */
export interface SoundSample {
  atMs: number;
  sounds: Sound[];
}

/**
 * Runs in the page: notes every audio element of it 40 times a second, and at each of its events. Starting
 * again forgets what was noted.
 */
export function startSoundLog(): void {
  const samples: SoundSample[] = [];
  const isStarted = Reflect.has(window, 'soundLog');
  Reflect.set(window, 'soundLog', samples);
  if (isStarted) return;

  const HAVE_FUTURE_DATA = 3;
  const lastSeconds = new WeakMap<HTMLAudioElement, number>();
  const note = () => {
    const sounds: Sound[] = [];
    for (const element of document.querySelectorAll('audio')) {
      const leg = /\/legs\/(\d+)\/audio/.exec(element.currentSrc || element.src);
      if (!leg || !element.hasAttribute('src')) continue;
      // WebKitGTK can call itself short of bytes after a seek while it plays on.
      const { currentTime } = element;
      const isMoving = currentTime > (lastSeconds.get(element) ?? currentTime);
      lastSeconds.set(element, currentTime);
      sounds.push({
        leg: Number(leg[1]),
        seconds: currentTime,
        isSounding:
          !element.paused && !element.ended && (element.readyState >= HAVE_FUTURE_DATA || isMoving),
        hasEnded: element.ended,
        fileSeconds: Number.isFinite(element.duration) ? element.duration : null,
        speed: element.playbackRate,
        volume: element.volume,
        isMuted: element.muted,
        keepsPitch: element.preservesPitch,
        side: new URL(element.currentSrc || element.src).searchParams.get('side'),
      });
    }
    Reflect.get(window, 'soundLog').push({ atMs: performance.now(), sounds });
  };
  setInterval(note, 25);
  for (const type of ['playing', 'seeked', 'pause', 'ended', 'timeupdate']) {
    document.addEventListener(type, note, { capture: true });
  }
}

/** Runs in the page: what was noted since the start. */
export function readSoundLog(): SoundSample[] {
  return Reflect.get(window, 'soundLog') ?? [];
}
