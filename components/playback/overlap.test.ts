import { describe, expect, test } from 'vitest';
import { connectedPlayer } from './player-fixture';

/** Leg 1 from 0 to 60, leg 2 from 50 to 110: ten seconds are in both. */
const LEGS: [number, number][] = [
  [0, 60],
  [50, 60],
  [110, 60],
];

function playingInto(seconds: number, legs = LEGS) {
  const fixture = connectedPlayer(undefined, legs);
  fixture.player.play(1);
  fixture.elementOf(1).arrive(60);
  fixture.elementOf(1).runTo(seconds);
  return fixture;
}

describe('over an overlap', () => {
  test('both legs sound together, and the later one continues alone', () => {
    const { player, elementOf, soundingLegs } = playingInto(31);
    elementOf(2).arrive(60);
    elementOf(1).runTo(50);
    expect(soundingLegs()).toEqual([1, 2]);
    expect(player.getState()).toMatchObject({ leg: 1, alongside: [2] });
    elementOf(2).runTo(9.9);
    elementOf(1).end();
    expect(player.getState()).toMatchObject({ leg: 2, alongside: [], isPlaying: true });
    expect(elementOf(2).currentTime, 'it is not moved').toBe(9.9);
    expect(soundingLegs()).toEqual([2]);
  });

  test('a leg that joins late, in a hidden tab, joins at the right moment of its own', () => {
    const { elementOf } = playingInto(31);
    elementOf(2).arrive(60);
    elementOf(1).runTo(50.25);
    expect(elementOf(2)).toMatchObject({ paused: false, currentTime: 0.25 });
  });

  test('a drift of more than 80 ms is corrected by speed, a large one by moving', () => {
    const { elementOf } = playingInto(50);
    elementOf(2).arrive(60);
    elementOf(1).runTo(52);
    elementOf(2).runTo(2.05);
    elementOf(1).runTo(52);
    expect(elementOf(2).playbackRate, '50 ms are not heard').toBe(1);
    elementOf(2).runTo(2.1);
    elementOf(1).runTo(52);
    expect(elementOf(2).playbackRate).toBeCloseTo(0.92);
    elementOf(2).runTo(2.03);
    elementOf(1).runTo(52);
    expect(elementOf(2).playbackRate, 'on to the very step').toBeCloseTo(0.97);
    elementOf(2).runTo(2.01);
    elementOf(1).runTo(52);
    expect(elementOf(2).playbackRate).toBe(1);
    elementOf(2).runTo(5);
    elementOf(1).runTo(52);
    expect(elementOf(2).currentTime).toBe(2);
  });

  test('one waits for the other, and pauses with it', () => {
    const { player, elementOf } = playingInto(50);
    elementOf(2).arrive(60);
    elementOf(1).runTo(51);
    elementOf(1).starve();
    elementOf(1).runTo(51);
    expect(elementOf(2).paused).toBe(true);
    elementOf(1).arrive(60);
    elementOf(1).runTo(51.2);
    expect(elementOf(2).paused).toBe(false);
    player.pause();
    expect(elementOf(2).paused).toBe(true);
    player.play();
    elementOf(1).runTo(51.4);
    expect(elementOf(2).paused).toBe(false);
  });

  test('one leg can be chosen, and the other again', () => {
    const { player, elementOf, soundingLegs } = playingInto(50);
    elementOf(2).arrive(60);
    elementOf(1).runTo(52);
    player.setOverlap(1);
    expect(soundingLegs()).toEqual([1]);
    player.setOverlap(2);
    expect(player.getState()).toMatchObject({ leg: 2, alongside: [], isPlaying: true });
    elementOf(2).arrive(60);
    expect(elementOf(2).currentTime).toBe(2);
    expect(soundingLegs()).toEqual([2]);
    player.setOverlap('both');
    expect(soundingLegs()).toEqual([1, 2]);
  });

  test('the chosen leg hands over to the other at the same moment of the call', () => {
    const { player, elementOf } = playingInto(50);
    player.setOverlap(1);
    elementOf(1).runTo(52);
    expect(elementOf(2)).toMatchObject({ paused: true, currentTime: 10 });
    elementOf(1).end();
    expect(player.getState().leg).toBe(2);
    expect(player.callPosition()).toBe(60);
  });

  test('a leg that is asked for by hand is heard', () => {
    const { player } = playingInto(52);
    player.setOverlap(1);
    player.play(2);
    expect(player.getState()).toMatchObject({ leg: 2, overlap: 'both' });
  });

  test('a leg inside another joins and leaves it', () => {
    const { player, elementOf, openLegs } = playingInto(20, [
      [0, 60],
      [20, 10],
    ]);
    elementOf(2).arrive(10);
    elementOf(1).runTo(21);
    expect(player.getState().alongside).toEqual([2]);
    elementOf(2).end();
    elementOf(1).runTo(31);
    expect(player.getState()).toMatchObject({ leg: 1, alongside: [], isPlaying: true });
    expect(openLegs()).toEqual([1]);
  });

  test('three legs sound at once', () => {
    const { player, elementOf, soundingLegs } = playingInto(41, [
      [0, 60],
      [20, 60],
      [40, 60],
    ]);
    elementOf(2).arrive(60);
    elementOf(3).arrive(60);
    expect(soundingLegs()).toEqual([1, 2, 3]);
    expect(player.getState().alongside).toEqual([2, 3]);
  });

  test('less than a second is no overlap, and nothing of it is left out', () => {
    const { player, elementOf, soundingLegs } = playingInto(41, [
      [0, 60],
      [59, 60],
    ]);
    elementOf(1).arrive(59.6);
    elementOf(2).arrive(60);
    elementOf(1).runTo(59.3);
    expect(soundingLegs()).toEqual([1]);
    elementOf(1).end();
    expect(player.getState().leg).toBe(2);
    expect(elementOf(2).currentTime).toBe(0);
  });
});
