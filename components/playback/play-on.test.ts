import { describe, expect, test } from 'vitest';
import { connectedPlayer } from './player-fixture';

/** Plays leg 2 up to `seconds`; leg 3 follows it without a gap. */
function playingLeg2(seconds: number) {
  const fixture = connectedPlayer();
  fixture.player.play(2);
  fixture.elementOf(2).arrive(60);
  fixture.elementOf(2).runTo(seconds);
  return fixture;
}

describe('the next leg', () => {
  test('is opened when the present one has 20 s left, and not before', () => {
    const { elementOf, openLegs } = playingLeg2(39);
    expect(openLegs()).toEqual([2]);
    elementOf(2).runTo(41);
    expect(openLegs()).toEqual([2, 3]);
    expect(elementOf(3)).toMatchObject({ preload: 'auto', paused: true, currentTime: 0 });
  });

  test('is opened earlier where the listening is faster', () => {
    const { player, elementOf, openLegs } = playingLeg2(10);
    player.setSpeed(2);
    elementOf(2).runTo(21);
    expect(openLegs()).toEqual([2, 3]);
  });

  test('starts an instant before the present one ends, which keeps its last instant', () => {
    const { player, elementOf, passTime, shortestTimerMs, soundingLegs, openLegs } =
      playingLeg2(41);
    elementOf(3).arrive(60);
    elementOf(2).runTo(59.8);
    // 200 ms are left, a start is reckoned with 100, and 25 are given on top.
    expect(shortestTimerMs()).toBeCloseTo(75, 0);
    elementOf(2).runTo(59.9);
    passTime();
    expect(soundingLegs()).toEqual([2, 3]);
    expect(player.getState()).toMatchObject({ leg: 3, isPlaying: true });
    expect(player.callPosition()).toBe(140);
    elementOf(2).end();
    expect(openLegs()).toEqual([3]);
    expect(player.getState()).toMatchObject({ leg: 3, isPlaying: true, hasEnded: false });
  });

  test('starts when the present one has ended where timers are late', () => {
    const { player, elementOf, soundingLegs } = playingLeg2(41);
    elementOf(3).arrive(60);
    const said: boolean[] = [];
    player.subscribe(() => said.push(player.getState().isPlaying));
    elementOf(2).end();
    expect(soundingLegs()).toEqual([3]);
    expect(said, 'nobody hears that it stopped').not.toContain(false);
  });

  test('is waited for where it has not arrived yet', () => {
    const { player, elementOf } = playingLeg2(41);
    elementOf(2).end();
    expect(player.getState()).toMatchObject({ leg: 3, isPlaying: true, isWaiting: true });
    elementOf(3).arrive(60);
    expect(player.getState().isWaiting).toBe(false);
  });

  test('is dropped when the listener turns elsewhere', () => {
    const { player, openLegs } = playingLeg2(41);
    player.seek({ leg: 1, offsetSeconds: 5 });
    expect(openLegs()).toEqual([1]);
  });

  test('leaves the place alone where its own was left, until it plays', () => {
    const { player, elementOf } = connectedPlayer();
    player.play(3);
    elementOf(3).arrive(60);
    elementOf(3).runTo(33);
    player.seek({ leg: 2, offsetSeconds: 45 });
    elementOf(2).arrive(60);
    elementOf(2).runTo(46);
    elementOf(3).arrive(60);
    expect(player.position(3)).toBe(33);
    player.play(3);
    expect(elementOf(3).currentTime).toBe(33);
  });
});

describe('a gap', () => {
  function atGap(setting: 'beat' | 'real' = 'beat') {
    const fixture = connectedPlayer();
    fixture.player.setGaps(setting);
    fixture.player.play(1);
    fixture.elementOf(1).arrive(60);
    fixture.elementOf(1).runTo(50);
    fixture.elementOf(1).end();
    return fixture;
  }
  const GAP = { startSeconds: 60, endSeconds: 80 };

  test('is named, waited out with a short pause, and left', () => {
    const { player, passTime, shortestTimerMs, soundingLegs, elementOf } = atGap();
    expect(player.getState()).toMatchObject({ gap: GAP, leg: 1, isPlaying: true });
    expect(player.callPosition()).toBe(60);
    expect(shortestTimerMs()).toBe(600);
    passTime(600);
    expect(player.getState()).toMatchObject({ gap: null, leg: 2, isPlaying: true });
    expect(soundingLegs()).toEqual([2]);
    expect(elementOf(2).currentTime).toBe(0);
  });

  test('is crossed in its full length, at the chosen speed, where that is set', () => {
    const { player, letClockRun, passTime, shortestTimerMs } = atGap('real');
    expect(shortestTimerMs()).toBe(20_000);
    letClockRun(5_000);
    expect(player.callPosition()).toBe(65);
    player.setSpeed(2);
    expect(shortestTimerMs()).toBe(7_500);
    letClockRun(5_000);
    expect(player.callPosition()).toBe(75);
    passTime(2_500);
    expect(player.getState()).toMatchObject({ gap: null, leg: 2 });
  });

  test('can be paused and resumed', () => {
    const { player, letClockRun, passTime, timerCount } = atGap('real');
    letClockRun(5_000);
    player.toggle();
    expect(player.getState()).toMatchObject({ isPlaying: false, gap: GAP });
    letClockRun(5_000);
    expect(player.callPosition()).toBe(65);
    expect(timerCount()).toBe(0);
    player.toggle();
    passTime(15_000);
    expect(player.getState()).toMatchObject({ isPlaying: true, gap: null, leg: 2 });
  });

  test('can be left by seeking, and playing continues', () => {
    const { player, elementOf, passTime } = atGap();
    player.seekCall(30);
    expect(player.getState()).toMatchObject({ gap: null, leg: 1, isPlaying: true });
    expect(elementOf(1).currentTime).toBe(30);
    passTime();
    expect(player.getState().leg).toBe(1);
  });

  test('is crossed backwards by the seconds that can be heard', () => {
    const { player, elementOf } = connectedPlayer();
    player.seek({ leg: 2, offsetSeconds: 4 });
    elementOf(2).arrive(60);
    player.moveBy(-10);
    expect([player.getState().leg, player.position()]).toEqual([1, 54]);
    player.moveBy(10);
    expect([player.getState().leg, player.position()]).toEqual([2, 0]);
  });
});
