import type { MediaElement } from './media-states';

/** For tests: behaves as an audio element does, and the test decides when bytes arrive. */
export class FakeMediaElement extends EventTarget implements MediaElement {
  src = '';
  preload = 'none';
  volume = 1;
  muted = false;
  defaultPlaybackRate = 1;
  preservesPitch = true;
  duration = Number.NaN;
  paused = true;
  ended = false;
  seeking = false;
  readyState = 0;
  error: { code: number } | null = null;
  loads: string[] = [];
  /** The browser's autoplay rule: `play()` without a gesture is refused. */
  isAutoplayForbidden = false;
  bufferedTo = 0;
  private rate = 1;
  private time = 0;

  get buffered() {
    const { bufferedTo } = this;
    return { length: bufferedTo > 0 ? 1 : 0, start: () => 0, end: () => bufferedTo };
  }

  get currentTime() {
    return this.time;
  }
  set currentTime(seconds: number) {
    this.time = seconds;
    this.ended = false;
    if (this.readyState > 0) this.emit('seeking', 'seeked', 'timeupdate');
  }

  get playbackRate() {
    return this.rate;
  }
  set playbackRate(rate: number) {
    this.rate = rate;
    this.emit('ratechange');
  }

  load() {
    this.loads.push(this.src);
    this.readyState = 0;
    this.duration = Number.NaN;
    this.time = 0;
    this.error = null;
    this.ended = false;
    this.paused = true;
    this.rate = this.defaultPlaybackRate;
    this.emit('emptied');
  }

  removeAttribute(name: string) {
    if (name === 'src') this.src = '';
  }

  async play() {
    if (this.isAutoplayForbidden) throw new DOMException('no gesture', 'NotAllowedError');
    this.paused = false;
    this.emit('play');
    if (this.readyState >= 3) this.emit('playing');
    else this.emit('waiting');
  }

  pause() {
    if (this.paused) return;
    this.paused = true;
    this.emit('pause');
  }

  /** The first bytes are here: the file's length is known and it can sound. */
  arrive(durationSeconds: number) {
    this.readyState = 4;
    this.duration = durationSeconds;
    this.bufferedTo = durationSeconds;
    this.emit('loadedmetadata', 'durationchange', 'canplay');
    if (!this.paused) this.emit('playing');
  }

  runTo(seconds: number) {
    this.time = seconds;
    this.emit('timeupdate');
  }

  end() {
    this.time = this.duration;
    this.ended = true;
    this.paused = true;
    this.emit('timeupdate', 'pause', 'ended');
  }

  fail(code: number) {
    this.error = { code };
    this.emit('error');
  }

  starve() {
    this.readyState = 2;
    this.emit('waiting');
  }

  emit(...types: string[]) {
    for (const type of types) this.dispatchEvent(new Event(type));
  }
}
