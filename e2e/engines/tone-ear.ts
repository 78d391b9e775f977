/** One reading of what sounds: the pitch of it, and where its element says that it is. */
export interface HeardTone {
  hertz: number;
  /** Full scale is 0. */
  decibels: number;
  elementSeconds: number;
  src: string;
}

interface Ear {
  context: AudioContext;
  analyser: AnalyserNode;
  known: Set<HTMLAudioElement>;
}

/** Seconds by which the middle of what is analysed lies behind the moment of the reading. */
export const EAR_DELAY_SECONDS = 8_192 / 48_000 / 2;

/**
 * In the page: what the playing element sounds like at this moment. The first call connects an analyser, and needs a
 * page that was clicked in.
 *
 * @returns Null while nothing sounds.
 */
export async function hearTone(): Promise<HeardTone | null> {
  let ear: Ear | undefined = Reflect.get(window, 'toneEar');
  if (!ear) {
    const context = new AudioContext({ sampleRate: 48_000 });
    const analyser = context.createAnalyser();
    analyser.fftSize = 8_192;
    analyser.smoothingTimeConstant = 0;
    analyser.connect(context.destination);
    ear = { context, analyser, known: new Set() };
    Reflect.set(window, 'toneEar', ear);
  }
  const { context, analyser, known } = ear;
  for (const element of document.querySelectorAll('audio')) {
    if (known.has(element)) continue;
    known.add(element);
    context.createMediaElementSource(element).connect(analyser);
  }
  await context.resume();
  const playing = [...known].find(({ paused, ended, src }) => !paused && !ended && src !== '');
  if (!playing) return null;
  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  const elementSeconds = playing.currentTime;
  const hertzOfBin = context.sampleRate / analyser.fftSize;
  let peak = Math.ceil(200 / hertzOfBin);
  for (let bin = peak; bin < 3_500 / hertzOfBin; bin++) {
    if ((levels[bin] ?? 0) > (levels[peak] ?? 0)) peak = bin;
  }
  // The top of the parabola through three neighbours.
  const [left = 0, middle = 0, right = 0] = levels.subarray(peak - 1, peak + 2);
  const bend = left - 2 * middle + right;
  const shift = bend === 0 ? 0 : (0.5 * (left - right)) / bend;
  return { hertz: (peak + shift) * hertzOfBin, decibels: middle, elementSeconds, src: playing.src };
}
