import { describe, expect, test } from 'vitest';
import { connectedPlayer, problem } from './player-fixture';

/** Plays leg 2 up to `seconds`; leg 3 follows it without a gap. */
function playingLeg2(seconds: number, answer?: () => Response) {
  const fixture = connectedPlayer(answer);
  fixture.player.play(2);
  fixture.elementOf(2).arrive(60);
  fixture.elementOf(2).runTo(seconds);
  return fixture;
}

describe('a leg that cannot be heard', () => {
  test('is passed over in playing on, and says why', async () => {
    const { player, elementOf, passTime } = connectedPlayer(() => problem('recording-gone', 404));
    player.seek({ leg: 1, offsetSeconds: 50 });
    player.play();
    elementOf(1).arrive(60);
    elementOf(1).end();
    passTime(600);
    expect(player.getState().leg).toBe(2);
    elementOf(2).fail(4);
    await expect.poll(() => player.getState().gap).toEqual({ startSeconds: 80, endSeconds: 140 });
    expect(player.playbackOf(2).fault?.code).toBe('recording-gone');
    passTime(600);
    expect(player.getState()).toMatchObject({ leg: 3, isPlaying: true });
  });

  test('is found before its turn, and the one after it is opened instead', async () => {
    const { player, elementOf, openLegs, passTime } = connectedPlayer(() =>
      problem('recording-gone', 404),
    );
    player.play(1);
    elementOf(1).arrive(60);
    elementOf(1).runTo(42);
    elementOf(2).fail(4);
    await expect.poll(() => player.playbackOf(2).fault?.code).toBe('recording-gone');
    expect(player.getState()).toMatchObject({ leg: 1, isPlaying: true });
    elementOf(1).runTo(43);
    expect(openLegs()).toEqual([1, 3]);
    elementOf(1).end();
    expect(player.getState().gap).toEqual({ startSeconds: 60, endSeconds: 140 });
    passTime(600);
    expect(player.getState()).toMatchObject({ leg: 3, isPlaying: true });
  });

  test('stays and shows its fault where somebody asked for that very leg', async () => {
    const { player, elementOf } = connectedPlayer(() => problem('recording-empty', 404));
    player.play(2);
    elementOf(2).fail(4);
    await expect.poll(() => player.playbackOf(2).fault?.code).toBe('recording-empty');
    expect(player.getState()).toMatchObject({ leg: 2, isPlaying: false, isLoaded: false });
  });

  test('is waited for where only the PBX cannot be reached', async () => {
    let answer = () => problem('pbx-busy', 503, 20);
    const { player, elementOf } = playingLeg2(41, () => answer());
    elementOf(2).end();
    elementOf(3).fail(4);
    await expect.poll(() => player.playbackOf(3).fault?.code).toBe('pbx-busy');
    expect(player.getState()).toMatchObject({ leg: 3, isPlaying: false });
    answer = () => new Response('R', { status: 206 });
    player.retry(3, false);
    await expect.poll(() => player.getState().isPlaying).toBe(true);
  });

  test('that ends early leads to the missing stretch', () => {
    const { player, elementOf, passTime } = playingLeg2(10);
    elementOf(2).arrive(48);
    elementOf(2).end();
    expect(player.getState().gap).toEqual({ startSeconds: 128, endSeconds: 140 });
    passTime(600);
    expect(player.getState().leg).toBe(3);
  });
});

describe('a network that was lost', () => {
  function withoutNetwork() {
    let isThere = false;
    const fixture = playingLeg2(30, () => {
      if (!isThere) throw new TypeError('Failed to fetch');
      return new Response('R', { status: 206 });
    });
    return { ...fixture, bringBack: () => (isThere = true) };
  }

  test('resumes where it was when the browser says that it is back', async () => {
    const { player, elementOf, bringBack, comeOnline, requests } = withoutNetwork();
    elementOf(2).fail(2);
    await expect.poll(() => player.playbackOf(2).fault?.code).toBe('network-lost');
    expect(player.position(2)).toBe(30);
    bringBack();
    comeOnline();
    await expect.poll(() => player.getState().isPlaying).toBe(true);
    elementOf(2).arrive(60);
    expect(elementOf(2).currentTime).toBe(30);
    expect(requests.at(-1)?.cache, 'the PBX is not asked again').toBe('default');
  });

  test('is tried again by itself, with growing pauses', async () => {
    const { player, elementOf, bringBack, passTime, shortestTimerMs } = withoutNetwork();
    elementOf(2).fail(2);
    for (const ms of [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      await expect.poll(shortestTimerMs).toBe(ms);
      passTime(ms);
    }
    bringBack();
    await expect.poll(shortestTimerMs).toBe(30_000);
    passTime(30_000);
    await expect.poll(() => player.getState().isPlaying).toBe(true);
  });

  test('is waited for in silence once somebody has paused', async () => {
    const { player, elementOf, bringBack, comeOnline } = withoutNetwork();
    elementOf(2).fail(2);
    await expect.poll(() => player.playbackOf(2).fault?.code).toBe('network-lost');
    player.pause();
    bringBack();
    comeOnline();
    await expect.poll(() => player.playbackOf(2).fault).toBeNull();
    elementOf(2).arrive(60);
    expect(player.getState().isPlaying).toBe(false);
    expect(player.position(2)).toBe(30);
  });

  test('is not tried again after it has come back', async () => {
    const { player, elementOf, bringBack, comeOnline, requests } = withoutNetwork();
    elementOf(2).fail(2);
    await expect.poll(() => player.playbackOf(2).fault?.code).toBe('network-lost');
    bringBack();
    comeOnline();
    await expect.poll(() => player.getState().isPlaying).toBe(true);
    const asked = requests.length;
    comeOnline();
    expect(requests).toHaveLength(asked);
    expect(player.playbackOf(2).isRetrying).toBe(false);
  });

  test('is no longer waited for when the listener turns elsewhere', async () => {
    const { player, elementOf, timerCount } = withoutNetwork();
    elementOf(2).fail(2);
    await expect.poll(() => player.playbackOf(2).fault?.code).toBe('network-lost');
    player.select(1);
    expect(timerCount()).toBe(0);
  });
});
