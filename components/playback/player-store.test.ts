import { describe, expect, test } from 'vitest';
import { connectedPlayer } from './player-fixture';

describe('a player at rest', () => {
  test('has asked for nothing: the PBX carries live calls', () => {
    const { player, element, requests } = connectedPlayer();
    expect(element.loads).toEqual([]);
    expect(requests).toEqual([]);
    expect(player.getState()).toMatchObject({ leg: 1, isLoaded: false, isPlaying: false });
  });
});

describe('playing', () => {
  test('publishes what the element says, not what was asked', () => {
    const { player, element } = connectedPlayer();
    element.isAutoplayForbidden = true;
    player.play();
    expect(element.src).toBe('http://legato.test/legs/1/audio');
    expect(player.getState().isPlaying).toBe(false);
    element.isAutoplayForbidden = false;
    player.play();
    expect(player.getState()).toMatchObject({ isPlaying: true, isWaiting: true });
    element.arrive(60);
    expect(player.getState()).toMatchObject({ isWaiting: false, hasMetadata: true });
  });

  test('is not waiting while its clock runs, whatever the element calls itself', () => {
    const { player, element } = connectedPlayer();
    player.play();
    element.arrive(60);
    element.runTo(10);
    element.starve();
    element.runTo(10);
    expect(player.getState().isWaiting).toBe(true);
    element.runTo(10.2);
    expect(player.getState().isWaiting).toBe(false);
    element.starve();
    expect(player.getState().isWaiting).toBe(true);
  });

  test('stops one leg when another starts, and keeps the place of both', () => {
    const { player, element } = connectedPlayer();
    player.play(1);
    element.arrive(60);
    element.runTo(12);
    player.play(2);
    expect(player.getState().leg).toBe(2);
    expect(player.position(1)).toBe(12);
    element.arrive(60);
    element.runTo(5);
    player.play(1);
    expect(player.position()).toBe(12);
    expect(player.position(2)).toBe(5);
    element.arrive(60);
    expect(element.currentTime).toBe(12);
  });

  test('pauses and resumes by the same button', () => {
    const { player, element } = connectedPlayer();
    player.toggle();
    element.arrive(60);
    player.toggle();
    expect(element.paused).toBe(true);
    expect(player.getState().isPlaying).toBe(false);
    player.toggle();
    expect(player.getState().isPlaying).toBe(true);
    expect(element.loads).toHaveLength(1);
  });

  test('starts the call over when it has ended and is played again', () => {
    const { player, elementOf } = connectedPlayer();
    player.play(3);
    elementOf(3).arrive(60);
    elementOf(3).end();
    expect(player.getState()).toMatchObject({ leg: 3, isPlaying: false, hasEnded: true });
    player.toggle();
    expect(player.getState()).toMatchObject({ leg: 1, isPlaying: true, hasEnded: false });
    expect(player.callPosition()).toBe(0);
  });

  test('starts a leg over that was heard to its end', () => {
    const { player, elementOf } = connectedPlayer();
    player.play(3);
    elementOf(3).arrive(60);
    elementOf(3).end();
    player.play(3);
    expect(elementOf(3)).toMatchObject({ currentTime: 0, paused: false });
  });

  test('publishes no position: only ticks', () => {
    const { player, element } = connectedPlayer();
    player.play();
    element.arrive(60);
    let renders = 0;
    let ticks = 0;
    player.subscribe(() => renders++);
    player.subscribeClock(() => ticks++);
    element.runTo(1);
    element.runTo(2);
    expect([renders, ticks]).toEqual([0, 2]);
  });
});

describe('seeking', () => {
  test('before anything is loaded takes effect once the file is known', () => {
    const { player, element } = connectedPlayer();
    player.seek({ leg: 2, offsetSeconds: 35 });
    expect(player.position()).toBe(35);
    expect(player.callPosition()).toBe(115);
    player.seek({ leg: 2, offsetSeconds: 40 });
    element.arrive(60);
    expect(element.currentTime).toBe(40);
    expect(element.paused).toBe(true);
    expect(element.loads).toHaveLength(1);
  });

  test('continues in the other leg if it was playing', () => {
    const { player, element } = connectedPlayer();
    player.play();
    element.arrive(60);
    player.seekCall(150);
    expect(player.getState().leg).toBe(3);
    element.arrive(60);
    expect(element.currentTime).toBe(10);
    expect(player.getState().isPlaying).toBe(true);
  });

  test('into a gap leads to the next leg', () => {
    const { player } = connectedPlayer();
    player.seekCall(70);
    expect(player.getState().leg).toBe(2);
    expect(player.position()).toBe(0);
  });

  test('is kept within the leg', () => {
    const { player } = connectedPlayer();
    player.seek({ leg: 1, offsetSeconds: 999 });
    expect(player.position()).toBe(60);
    player.seek({ leg: 1, offsetSeconds: -3 });
    expect(player.position()).toBe(0);
  });

  test('steps to the start of the leg first, then to the leg before', () => {
    const { player, element } = connectedPlayer();
    player.seek({ leg: 2, offsetSeconds: 30 });
    element.arrive(60);
    player.stepLeg('previous');
    expect([player.getState().leg, player.position()]).toEqual([2, 0]);
    player.stepLeg('previous');
    expect(player.getState().leg).toBe(1);
    player.stepLeg('next');
    player.stepLeg('next');
    player.stepLeg('next');
    expect(player.getState().leg).toBe(3);
  });
});

describe('a link to a moment', () => {
  test('seeks, and waits for a gesture where the browser forbids sound', async () => {
    const { player, element } = connectedPlayer();
    element.isAutoplayForbidden = true;
    player.open({ leg: 2, offsetSeconds: 35 });
    await expect.poll(() => player.getState().awaitsGesture).toBe(true);
    element.arrive(60);
    expect(element.currentTime).toBe(35);
    expect(player.getState()).toMatchObject({ leg: 2, isPlaying: false });
    element.isAutoplayForbidden = false;
    player.play();
    expect(player.getState()).toMatchObject({ awaitsGesture: false, isPlaying: true });
    expect(element.currentTime).toBe(35);
  });
});

describe('speed and volume', () => {
  test('hold from leg to leg, with the pitch kept', () => {
    const { player, element } = connectedPlayer();
    player.setSpeed(1.5);
    player.setVolume(0.4);
    player.play(1);
    element.arrive(60);
    player.play(2);
    expect(player.getState()).toMatchObject({ speed: 1.5, volume: 0.4 });
    expect(element).toMatchObject({ playbackRate: 1.5, volume: 0.4, preservesPitch: true });
  });
});

test('a key that repeats takes every step, though the element reports only later', () => {
  const { player, element } = connectedPlayer();
  player.play(1);
  for (let step = 0; step < 4; step++) player.stepSpeed('faster');
  expect(element.playbackRate).toBe(2);
  player.stepSpeed('slower');
  expect(element.playbackRate).toBe(1.75);
});

describe('letting go', () => {
  test('releases every listener and empties the element, and keeps the place', () => {
    const { player, element, disconnect, timerCount } = connectedPlayer();
    player.play();
    element.runTo(7);
    expect(timerCount()).toBe(1);
    disconnect();
    let calls = 0;
    player.subscribe(() => calls++);
    element.emit('play', 'timeupdate', 'error');
    expect(calls).toBe(0);
    expect(timerCount()).toBe(0);
    expect(element.src).toBe('');
  });
});
