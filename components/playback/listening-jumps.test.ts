import { describe, expect, test } from 'vitest';
import { connectedPlayer } from './player-fixture';

const mark = (kind: 'speech' | 'silence' | 'ringback' | 'music', start: number, end: number) => ({
  kind,
  startSeconds: start,
  endSeconds: end,
});

/** Leg 2 (call time 80 to 140) speaks, waits from 20 to 40, and speaks again. */
async function withWaiting() {
  const fixture = connectedPlayer();
  await fixture.measure(2, {
    marks: [mark('speech', 0, 20), mark('music', 20, 40), mark('speech', 40, 60)],
  });
  fixture.player.play(2);
  fixture.elementOf(2).arrive(60);
  return fixture;
}

describe('waiting', () => {
  test('is heard until somebody switches it off', async () => {
    const { player, elementOf } = await withWaiting();
    elementOf(2).runTo(25);
    expect(elementOf(2).currentTime).toBe(25);
    player.setSkipsWaiting(true);
    expect(elementOf(2).currentTime).toBe(40);
  });

  test('is skipped when playing reaches it, also where no frame comes', async () => {
    const { player, elementOf, shortestTimerMs } = await withWaiting();
    player.setSkipsWaiting(true);
    elementOf(2).runTo(19.8);
    expect(shortestTimerMs()).toBeCloseTo(200, 0);
    elementOf(2).runTo(20.1);
    expect(elementOf(2).currentTime).toBe(40);
  });

  test('is heard where somebody went into it by hand', async () => {
    const { player, elementOf } = await withWaiting();
    player.setSkipsWaiting(true);
    player.seekCall(110);
    elementOf(2).runTo(31);
    expect(elementOf(2).currentTime).toBe(31);
    player.seekCall(85);
    elementOf(2).runTo(21);
    expect(elementOf(2).currentTime).toBe(40);
  });

  test('that fills a leg is skipped before a byte of it arrives, and stays silent', async () => {
    const { player, elementOf, measure, openLegs } = connectedPlayer();
    await measure(2, { marks: [mark('ringback', 0, 20), mark('music', 20, 60)] });
    player.setSkipsWaiting(true);
    player.play(2);
    elementOf(2).emit('timeupdate');
    expect(player.getState().leg).toBe(3);
    expect(openLegs()).toEqual([3]);
  });

  test('at the end of a leg leads on to the next leg', async () => {
    const { player, elementOf, measure, openLegs } = connectedPlayer();
    await measure(2, { marks: [mark('speech', 0, 40), mark('music', 40, 60)] });
    player.setSkipsWaiting(true);
    player.play(2);
    elementOf(2).arrive(60);
    elementOf(2).runTo(25);
    expect(openLegs(), 'opened ahead of the jump').toEqual([2, 3]);
    elementOf(2).runTo(40);
    expect(player.getState().leg).toBe(3);
    expect(player.callPosition()).toBe(140);
  });

  test('at the start of the next leg is skipped too, and a whole leg of it', async () => {
    const { player, elementOf, measure } = connectedPlayer(undefined, [
      [0, 60],
      [60, 60],
      [120, 60],
    ]);
    await measure(2, { marks: [mark('ringback', 0, 60)] });
    await measure(3, { marks: [mark('music', 0, 10), mark('speech', 10, 60)] });
    player.setSkipsWaiting(true);
    player.play(1);
    elementOf(1).arrive(60);
    elementOf(1).end();
    expect([player.getState().leg, player.position()]).toEqual([3, 10]);
  });
});

describe('a loop', () => {
  function looping() {
    const fixture = connectedPlayer();
    fixture.player.play(2);
    fixture.elementOf(2).arrive(60);
    fixture.player.setLoop({ startSeconds: 100, endSeconds: 110 });
    return fixture;
  }

  test('is repeated once playing has reached it', () => {
    const { player, elementOf } = looping();
    expect(player.getState().isLooping).toBe(true);
    elementOf(2).runTo(25);
    elementOf(2).runTo(30.1);
    expect(elementOf(2).currentTime).toBe(20);
    player.toggleLooping();
    elementOf(2).runTo(25);
    elementOf(2).runTo(31);
    expect(elementOf(2).currentTime).toBe(31);
    expect(player.getState().loop).not.toBeNull();
  });

  test('does not hold a listener who leaves it by hand', () => {
    const { player, elementOf } = looping();
    elementOf(2).runTo(25);
    player.seekCall(130);
    elementOf(2).runTo(51);
    expect(elementOf(2).currentTime).toBe(51);
  });

  test('goes back across legs and over a gap', () => {
    const { player, elementOf } = looping();
    player.setLoop({ startSeconds: 50, endSeconds: 85 });
    player.seekCall(55);
    elementOf(1).arrive(60);
    elementOf(1).runTo(56);
    player.setLoop({ startSeconds: 50, endSeconds: 70 });
    elementOf(1).end();
    expect(player.getState()).toMatchObject({ leg: 1, gap: null, isPlaying: true });
    expect(elementOf(1).currentTime).toBe(50);
  });

  test('is made and cleared by its keys', () => {
    const { player, elementOf } = connectedPlayer();
    player.play(2);
    elementOf(2).arrive(60);
    elementOf(2).runTo(10);
    player.loopFrom();
    elementOf(2).runTo(15);
    player.loopTo();
    expect(player.getState()).toMatchObject({
      loop: { startSeconds: 90, endSeconds: 95 },
      isLooping: true,
    });
    expect(elementOf(2).currentTime).toBe(10);
    player.clearLoop();
    expect(player.getState()).toMatchObject({ loop: null, isLooping: false });
  });

  test('without a selection takes the leg', () => {
    const { player } = connectedPlayer();
    player.toggleLooping();
    expect(player.getState().loop).toEqual({ startSeconds: 0, endSeconds: 60 });
  });

  test('that is all waiting is still heard', async () => {
    const { player, elementOf } = await withWaiting();
    player.setSkipsWaiting(true);
    player.setLoop({ startSeconds: 102, endSeconds: 108 });
    player.seekCall(102);
    elementOf(2).runTo(24);
    expect(elementOf(2).currentTime).toBe(24);
    elementOf(2).runTo(28.1);
    expect(elementOf(2).currentTime).toBe(22);
  });
});

test('a linked range plays once to its end, is selected, and repeats when it is looped', () => {
  const { player, elementOf } = connectedPlayer();
  player.open({ leg: 2, offsetSeconds: 35 }, 132);
  elementOf(2).arrive(60);
  expect(player.getState()).toMatchObject({
    loop: { startSeconds: 115, endSeconds: 132 },
    isLooping: false,
  });
  elementOf(2).runTo(52.1);
  expect(player.getState().isPlaying).toBe(false);
  player.toggleLooping();
  expect(elementOf(2).currentTime).toBe(35);
  player.play();
  elementOf(2).runTo(52.1);
  expect(elementOf(2)).toMatchObject({ currentTime: 35, paused: false });
});

describe('levelled legs', () => {
  test('turn the louder ones down, under the volume of the listener', async () => {
    const { player, elementOf, measure } = connectedPlayer();
    await measure(1, { speechDb: -14 });
    await measure(2, { speechDb: -20 });
    player.setVolume(0.5);
    player.setLevelled(true);
    player.play(1);
    expect(elementOf(1).volume).toBeCloseTo(0.25, 2);
    expect(player.getState().volume).toBe(0.5);
    player.play(2);
    expect(elementOf(2).volume).toBe(0.5);
    player.play(1);
    player.setLevelled(false);
    expect(elementOf(1).volume).toBe(0.5);
  });
});

describe('one side', () => {
  test('is asked for where a leg has two, and keeps the place', async () => {
    const { player, elementOf, measure } = connectedPlayer();
    await measure(2, { channels: 2 });
    player.play(2);
    elementOf(2).arrive(60);
    elementOf(2).runTo(12);
    player.setSide('left');
    expect(elementOf(2).src).toBe('http://legato.test/legs/2/audio?side=left');
    elementOf(2).arrive(60);
    expect(elementOf(2)).toMatchObject({ currentTime: 12, paused: false });
    player.play(1);
    expect(elementOf(1).src, 'leg 1 has one channel').toBe('http://legato.test/legs/1/audio');
  });
});
