import { describe, expect, test } from 'vitest';
import { contentDisposition, safeFileName } from './content-disposition';

describe('a name is safe in every file system', () => {
  test.each([
    ['legato_1392271611.238_leg-2_2026-11-24T104207+1100.wav', null],
    ['a/b\\c:d*e?f"g<h>i|j.wav', 'a_b_c_d_e_f_g_h_i_j.wav'],
    ['../../etc/passwd.wav', '_.._etc_passwd.wav'],
    ['line\r\nSet-Cookie: x.wav', 'line__Set-Cookie_ x.wav'],
    ['100%;done.wav', '100__done.wav'],
    ['CON.wav', '_CON.wav'],
    ['nul.wav', '_nul.wav'],
    ['com1.2.wav', '_com1.2.wav'],
    ['LPT¹.wav', '_LPT¹.wav'],
    ['console.wav', null],
    ['. .name. .wav', 'name.wav'],
    ['   .wav', 'recording.wav'],
    ['\u202egnp.wav', '_gnp.wav'],
    ['half \ud83d.wav', 'half _.wav'],
    ['Zoë – Fälle 🎧.wav', null],
  ])('%j', (name, expected) => {
    expect(safeFileName(name)).toBe(expected ?? name);
  });

  test('and not too long, counted in whole characters', () => {
    expect(safeFileName(`${'🎧'.repeat(300)}.wav`)).toBe(`${'🎧'.repeat(50)}.wav`);
    expect(Buffer.byteLength(safeFileName(`${'漢'.repeat(300)}.flac`))).toBeLessThanOrEqual(255);
  });
});

describe('the header', () => {
  test('says an ASCII name once', () => {
    expect(contentDisposition('leg.wav')).toBe('attachment; filename="leg.wav"');
  });

  test('says another name twice: in ASCII, and percent-encoded after RFC 8187', () => {
    expect(contentDisposition("Zoë's (1).wav")).toBe(
      `attachment; filename="Zoe's (1).wav"; filename*=UTF-8''Zo%C3%AB%27s%20%281%29.wav`,
    );
    expect(contentDisposition('漢.wav')).toBe(
      `attachment; filename="recording.wav"; filename*=UTF-8''%E6%BC%A2.wav`,
    );
  });
});
