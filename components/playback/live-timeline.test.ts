import { expect, test } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { connectedPlayer } from './player-fixture';

const legs: [number, number][] = [
  [0, 1],
  [120, 60],
];

test('a measured length moves the end of its leg, closes the gap and leaves the playhead alone', async () => {
  const { player, measure } = connectedPlayer(undefined, legs);
  expect(player.timeline().gaps).toEqual([{ startSeconds: 1, endSeconds: 120 }]);
  player.seek({ leg: 2, offsetSeconds: 30 });
  await measure(1, { durationSeconds: 120 });
  expect(player.timeline()).toMatchObject({ durationSeconds: 180, gaps: [] });
  expect(player.callPosition()).toBe(150);
});

test('what lies past the stated length is reached once it is measured', async () => {
  const { player, measure } = connectedPlayer(undefined, legs);
  await measure(1, { durationSeconds: 120 });
  player.seekCall(90);
  expect(player.getState().leg).toBe(1);
  expect(player.position()).toBe(90);
});

test('a link is followed past the stated length before anything is measured', () => {
  const { player, element } = connectedPlayer(undefined, legs);
  player.open({ leg: 1, offsetSeconds: 90 });
  element.arrive(120);
  expect(element.currentTime).toBe(90);
});

test('the timeline stays the same object until a length changes', async () => {
  const { player, measure } = connectedPlayer(undefined, legs);
  const before = player.timeline();
  player.select(2);
  expect(player.timeline()).toBe(before);
  await measure(1, { durationSeconds: 120 });
  expect(player.timeline()).not.toBe(before);
});

test('a leg that browsers guess to be longer ends where it was measured to', async () => {
  const { player, measure, elementOf } = connectedPlayer(undefined, [
    [0, 60],
    [60, 60],
  ]);
  await measure(1, { durationSeconds: 60 });
  player.play();
  elementOf(1).arrive(117);
  elementOf(1).runTo(59.9);
  expect(player.timeline()).toMatchObject({ durationSeconds: 120, overlaps: [] });
  player.seek({ leg: 1, offsetSeconds: 100 });
  expect(elementOf(1).currentTime).toBe(60);
});

test('an element that reckons from another zero is not past the end, and heard nothing there', async () => {
  const heard: unknown[] = [];
  const { player, measure, elementOf, letClockRun } = connectedPlayer(
    undefined,
    [[0, 40]],
    (stretch) => heard.push(stretch),
  );
  await measure(1, { durationSeconds: 40 });
  player.play();
  elementOf(1).arrive(1040);
  elementOf(1).runTo(1000);
  letClockRun(2_000);
  elementOf(1).runTo(1002);
  player.pause();
  expect(player.position()).toBe(40);
  expect(heard.every((stretch) => JSON.stringify(stretch).includes('"toSeconds":0'))).toBe(true);
});

test('an element without a length is not waited for once its first bytes are here', () => {
  const { player, element } = connectedPlayer(undefined, [[0, 0]]);
  player.play();
  expect(player.getState().hasMetadata).toBe(false);
  element.arrive(Number.POSITIVE_INFINITY);
  expect(player.getState().hasMetadata).toBe(true);
  expect(player.timeline().legs[0]?.length.from).toBe('unknown');
});

test('where the PBX states none, the word of an element is taken until it is measured', async () => {
  const { player, element, measure } = connectedPlayer(undefined, [[0, 0]]);
  player.play();
  element.arrive(233);
  expect(player.timeline().legs[0]?.length).toMatchObject({ seconds: 233, from: 'element' });
  await measure(1, { durationSeconds: 120 });
  expect(player.timeline().legs[0]?.length).toMatchObject({ seconds: 120, from: 'measured' });
});

test('the player keeps legs of a call whose fields are nonsense in order', () => {
  const call = callOfLegs([[0, 1_000_000_000]]);
  expect(call.durationSeconds).toBe(1_000_000_000);
  const { player } = connectedPlayer(undefined, [
    [0, 1_000_000_000],
    [120, 60],
  ]);
  expect(player.timeline()).toMatchObject({ durationSeconds: 180, gaps: [], overlaps: [] });
});
