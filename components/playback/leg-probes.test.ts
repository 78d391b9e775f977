import { describe, expect, test } from 'vitest';
import { arriving, available, brokenOff, connectedPlayer, problem } from './player-fixture';

describe('a leg that fails', () => {
  test('says what the server says, keeps the place, and plays on after a retry', async () => {
    let answer = () => problem('recording-gone', 404);
    const { player, element, requests } = connectedPlayer(() => answer());
    player.seek({ leg: 2, offsetSeconds: 30 });
    player.play();
    element.fail(4);
    await expect
      .poll(() => player.playbackOf(2).fault)
      .toMatchObject({ code: 'recording-gone', detail: 'A sentence.' });
    expect(player.getState()).toMatchObject({ isPlaying: false, isLoaded: false });
    expect(player.position(2)).toBe(30);
    expect(requests[0]?.headers.get('Range')).toBe('bytes=0-0');
    expect(requests[0]?.cache, 'looking does not make the server ask again').toBe('default');
    expect(requests[0]?.url).toMatch(/audio\?probe=\d+$/);

    answer = available;
    player.retry(2, true);
    await expect.poll(() => player.playbackOf(2).fault).toBeNull();
    expect(requests[1]?.cache).toBe('reload');
    expect(element.src).toBe('http://legato.test/legs/2/audio?take=2');
    element.arrive(60);
    expect(element.currentTime).toBe(30);
    expect(player.getState().isPlaying).toBe(true);
  });

  test('says when the PBX wants to be asked again', async () => {
    const { player, element } = connectedPlayer(() => problem('pbx-busy', 503, 8));
    player.play();
    element.fail(4);
    await expect.poll(() => player.playbackOf(1).fault?.retryAtMs).toBe(1_008_000);
  });

  test('keeps its fault when the retry fails too, and shows the new one', async () => {
    let code = 'pbx-unreachable';
    const { player, element } = connectedPlayer(() => problem(code, 502));
    player.play();
    element.fail(4);
    await expect.poll(() => player.playbackOf(1).fault?.code).toBe('pbx-unreachable');
    code = 'pbx-refused';
    player.retry(1, true);
    expect(player.playbackOf(1).isRetrying).toBe(true);
    await expect.poll(() => player.playbackOf(1).fault?.code).toBe('pbx-refused');
    expect(player.playbackOf(1).isRetrying).toBe(false);
  });

  test('is loaded once more when the server finds nothing wrong, then reported as unplayable', async () => {
    const { player, element } = connectedPlayer(available);
    player.play();
    element.fail(3);
    await expect.poll(() => element.src).toBe('http://legato.test/legs/1/audio?take=2');
    expect(player.playbackOf(1).fault).toBeNull();
    element.fail(3);
    await expect.poll(() => player.playbackOf(1).fault?.code).toBe('cannot-play');
  });

  test('names Legato when Legato itself does not answer', async () => {
    const { player, element } = connectedPlayer(() => {
      throw new TypeError('Failed to fetch');
    });
    player.play();
    element.fail(2);
    await expect.poll(() => player.playbackOf(1).fault?.code).toBe('network-lost');
  });

  test('does not disturb the leg that was chosen meanwhile', async () => {
    const { player, element, requests } = connectedPlayer(() => problem('recording-gone', 404));
    player.play(1);
    element.fail(4);
    player.play(2);
    element.arrive(60);
    await expect.poll(() => requests.length).toBe(1);
    expect(player.playbackOf(2).fault).toBeNull();
    expect(player.getState()).toMatchObject({ leg: 2, isPlaying: true });
  });
});

describe('a download that breaks off', () => {
  test('is noticed when playback starves, and what arrived plays on at the same place', async () => {
    const { player, element, passTime } = connectedPlayer(brokenOff);
    player.play();
    element.arrive(60);
    element.runTo(30);
    element.starve();
    passTime();
    await expect.poll(() => player.playbackOf(1).isBrokenOff).toBe(true);
    expect(element.src).toBe('http://legato.test/legs/1/audio?take=2');
    element.arrive(45);
    expect(element.currentTime).toBe(30);
    expect(player.playbackOf(1)).toMatchObject({ fileSeconds: 45, isBrokenOff: true });
    expect(player.getState().isPlaying).toBe(true);
  });

  test('is noticed after a retry even while nobody plays', async () => {
    let answers = [arriving, brokenOff, brokenOff];
    const { player, element, requests } = connectedPlayer(() => (answers.shift() ?? brokenOff)());
    player.select(1);
    player.retry(1, false);
    await expect.poll(() => player.playbackOf(1).isBrokenOff).toBe(true);
    expect(requests[1]?.headers.get('Range')).toBe('bytes=-1');
    expect(player.getState().isPlaying).toBe(false);
    expect(element.src).toBe('http://legato.test/legs/1/audio?take=3');

    answers = [arriving, available];
    player.retry(1, false);
    await expect.poll(() => requests.length).toBe(5);
    await expect.poll(() => player.playbackOf(1).isBrokenOff).toBe(false);
  });

  test('only keeps waiting while the server still expects bytes', async () => {
    const { player, element, passTime, requests } = connectedPlayer(available);
    player.play();
    passTime();
    await expect.poll(() => requests.length).toBe(1);
    expect(element.loads).toHaveLength(1);
    expect(player.getState().isWaiting).toBe(true);
    passTime();
    await expect.poll(() => requests.length).toBe(2);
  });

  test('differs from a file that is short on the PBX', async () => {
    const short = connectedPlayer(available);
    short.player.play();
    short.element.arrive(48);
    await expect.poll(() => short.requests.length).toBe(1);
    expect(short.player.playbackOf(1)).toMatchObject({ fileSeconds: 48, isBrokenOff: false });

    const broken = connectedPlayer(brokenOff);
    broken.player.play();
    broken.element.arrive(48);
    await expect.poll(() => broken.player.playbackOf(1).isBrokenOff).toBe(true);
  });

  test('a file as long as stated is not asked about', () => {
    const { player, element, requests } = connectedPlayer();
    player.play();
    element.arrive(59.2);
    expect(player.playbackOf(1).fileSeconds).toBe(59.2);
    expect(requests).toEqual([]);
  });
});

test('a leg that is short or broke off is known before it is played', async () => {
  const { player, measure, requests, openLegs } = connectedPlayer();
  await measure(1, { durationSeconds: 48 });
  await measure(2, { durationSeconds: 20, arrival: 'broken-off' });
  expect(player.playbackOf(1)).toMatchObject({ fileSeconds: 48, isBrokenOff: false });
  expect(player.playbackOf(2)).toMatchObject({ fileSeconds: 20, isBrokenOff: true });
  expect(requests).toEqual([]);
  expect(openLegs()).toEqual([]);
});

describe('while the server is asked about a leg', () => {
  function starving(answer = brokenOff) {
    const fixture = connectedPlayer(answer);
    fixture.player.play();
    fixture.element.arrive(60);
    fixture.element.runTo(30);
    fixture.element.starve();
    return fixture;
  }

  test('a pause wins over playing', async () => {
    const { player, element, passTime } = starving();
    passTime();
    player.pause();
    await expect.poll(() => player.playbackOf(1).isBrokenOff).toBe(true);
    expect(element.src).toBe('http://legato.test/legs/1/audio?take=2');
    element.arrive(45);
    expect(player.getState().isPlaying).toBe(false);
  });

  test('a seek wins over the place where it stalled', async () => {
    const { player, element, passTime } = starving();
    passTime();
    player.seek({ leg: 1, offsetSeconds: 12 });
    await expect.poll(() => player.playbackOf(1).isBrokenOff).toBe(true);
    element.arrive(45);
    expect(element.currentTime).toBe(12);
    expect(player.getState().isPlaying).toBe(true);
  });

  test('a pause keeps the leg that was asked for again silent', async () => {
    let answer = () => problem('pbx-unreachable', 502);
    const { player, element } = connectedPlayer(() => answer());
    player.play();
    element.fail(4);
    await expect.poll(() => player.playbackOf(1).fault?.code).toBe('pbx-unreachable');
    answer = available;
    player.retry(1, true);
    player.pause();
    await expect.poll(() => player.playbackOf(1).fault).toBeNull();
    expect(element.src).toBe('http://legato.test/legs/1/audio?take=2');
    element.arrive(60);
    expect(player.getState().isPlaying).toBe(false);
  });

  test('a seek moves the leg that was asked for again, which then sounds', async () => {
    let answer = () => problem('pbx-unreachable', 502);
    const { player, element } = connectedPlayer(() => answer());
    player.play();
    element.fail(4);
    await expect.poll(() => player.playbackOf(1).fault?.code).toBe('pbx-unreachable');
    answer = available;
    player.retry(1, true);
    player.seek({ leg: 1, offsetSeconds: 12 });
    await expect.poll(() => player.playbackOf(1).fault).toBeNull();
    element.arrive(60);
    expect(element.currentTime).toBe(12);
    expect(player.getState().isPlaying).toBe(true);
  });

  test('play after a pause lets the leg that was asked for again sound', async () => {
    const { player, element } = starving(available);
    player.retry(1, true);
    player.pause();
    player.play();
    await expect.poll(() => element.src).toBe('http://legato.test/legs/1/audio?take=2');
    element.arrive(60);
    expect(player.getState().isPlaying).toBe(true);
    expect(element.currentTime).toBe(30);
  });
});
