import { describe, expect, it } from 'vitest';
import { exportFolder, legFileStem } from './archive-file';

const startedAt = '2026-11-24T10:42:16+11:00';

describe('legFileStem', () => {
  it.each([
    ['Priya N.', 6, '01_2026-11-24T104216+1100_Priya-N'],
    ['Zoë Müller', 6, '01_2026-11-24T104216+1100_Zoe-Muller'],
    ['../../etc/passwd', 60, '01_2026-11-24T104216+1100_etc-passwd'],
    ['<img src=x onerror=alert(1)>', 100, '001_2026-11-24T104216+1100_img-src-x-onerror-alert-1'],
    ['日本', 6, '01_2026-11-24T104216+1100'],
    [null, 6, '01_2026-11-24T104216+1100'],
  ])('names the file of %j', (username, most, stem) => {
    expect(legFileStem({ leg: 1, startedAt, username }, most)).toBe(stem);
  });
});

describe('exportFolder', () => {
  it('names the folder after the call and its start', () => {
    const call = { uniqueId: '1392271611.238', startedAt };
    expect(exportFolder(call)).toBe('legato_1392271611.238_2026-11-24T104216+1100');
  });

  it('removes what a path would interpret', () => {
    const call = { uniqueId: '../..\\x', startedAt };
    expect(exportFolder(call)).toBe('legato_x_2026-11-24T104216+1100');
  });
});
