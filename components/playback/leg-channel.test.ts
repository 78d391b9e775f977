import { expect, test } from 'vitest';
import { FakeMediaElement } from './fake-media-element';
import { createLegChannel, createStartLatency } from './leg-channel';

function starting() {
  let nowMs = 5_000;
  const element = new FakeMediaElement();
  const channel = createLegChannel(element);
  const latency = createStartLatency(() => nowMs);
  channel.open(1, 'http://legato.test/legs/1/audio', 10, 2);
  return {
    ...{ element, channel, latency },
    start() {
      latency.starting(channel);
      void element.play();
    },
    observe(ms: number, seconds: number) {
      nowMs += ms;
      element.runTo(seconds);
      latency.observe();
    },
  };
}

test('each start of an element with its bytes is measured for the next one', () => {
  const { latency, element, channel, start, observe } = starting();
  element.arrive(60);
  channel.settle();
  start();
  observe(60, 10.1);
  expect(latency.ms(), 'too early to know').toBe(100);
  observe(200, 10.4);
  expect(latency.ms(), 'half of what was, half of 60 ms').toBeCloseTo(80);
});

test('a start that waited for bytes says nothing about the machine', () => {
  const { latency, element, start, observe } = starting();
  start();
  element.arrive(60);
  observe(2_000, 10.4);
  expect(latency.ms()).toBe(100);
});

test('a start that was followed by a seek says nothing either', () => {
  const { latency, element, channel, start, observe } = starting();
  element.arrive(60);
  channel.settle();
  start();
  observe(100, 40);
  expect(latency.ms()).toBe(100);
});
