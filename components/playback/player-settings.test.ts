import { describe, expect, test } from 'vitest';
import {
  DEFAULT_SETTINGS,
  type PlayerSettings,
  readPlayerSettings,
  stepSpeed,
  writePlayerSettings,
} from './player-settings';

describe('remembered settings', () => {
  const storageOf = (text: string | null) => ({ getItem: () => text });

  test('come back as they were written', () => {
    let kept = '';
    const chosen: PlayerSettings = {
      ...{ speed: 2.5, volume: 0.3, clock: 'listening', gaps: 'real' },
      ...{ skipsWaiting: true, isLevelled: true },
    };
    writePlayerSettings(
      {
        setItem: (_, value) => {
          kept = value;
        },
      },
      chosen,
    );
    expect(readPlayerSettings(storageOf(kept))).toEqual(chosen);
  });

  test.each([null, '', 'null', '[]', '{"speed":7,"volume":-1}', '{"speed":"2"}', 'not json'])(
    'that make no sense (%s) are the defaults',
    (text) => {
      expect(readPlayerSettings(storageOf(text))).toEqual(DEFAULT_SETTINGS);
    },
  );

  test('that cannot be kept stop nobody', () => {
    const full = {
      setItem: () => {
        throw new Error('quota');
      },
    };
    expect(() => writePlayerSettings(full, DEFAULT_SETTINGS)).not.toThrow();
  });

  test('step through the speeds and stop at either end', () => {
    expect(stepSpeed(1.5, 'faster')).toBe(1.75);
    expect(stepSpeed(3, 'faster')).toBe(3);
    expect(stepSpeed(1.25, 'slower')).toBe(1);
    expect(stepSpeed(0.5, 'slower')).toBe(0.5);
  });
});
