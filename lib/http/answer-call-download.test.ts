import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Call } from '@/lib/contract/call';
import { type ExportedLeg, ExportManifest } from '@/lib/contract/export';
import { Problem } from '@/lib/contract/problem';
import {
  type LegatoUnderTest,
  startLegatoUnderTest,
  TEST_KEY,
} from '@/lib/server/legato-under-test';

let legato: LegatoUnderTest;
beforeEach(async () => {
  legato = await startLegatoUnderTest();
});
afterEach(() => legato.close());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** Downloads and unpacks a call: its files by their path in the folder. */
async function download(uniqueId: string) {
  const response = await fetch(legato.downloadUrl(uniqueId));
  const zip = new Uint8Array(await response.arrayBuffer());
  const disposition = response.headers.get('content-disposition') ?? '';
  const folder = /filename="([^"]+)\.zip"/.exec(disposition)?.[1] ?? '';
  const unpacked = Object.entries(unzipSync(zip));
  for (const [path] of unpacked) expect(path.startsWith(`${folder}/`)).toBe(true);
  const files = new Map(unpacked.map(([path, bytes]) => [path.slice(folder.length + 1), bytes]));
  const manifest = ExportManifest.parse(JSON.parse(textOf(files.get('manifest.json'))));
  return { response, zip, folder, files, manifest };
}

/** Each file is the one that its checksum says, and each is named. */
function expectTrueSums(files: Map<string, Uint8Array>, manifest: ExportManifest): void {
  const lines = textOf(files.get('SHA256SUMS')).trimEnd().split('\n');
  const named = lines.map((line) => line.split('  ')[1]);
  expect(named).toEqual([...files.keys()].filter((file) => file !== 'SHA256SUMS'));
  for (const line of lines) {
    const [sum, file = ''] = line.split('  ');
    expect(sha256(files.get(file) ?? new Uint8Array()), file).toBe(sum);
  }
  for (const { file, bytes, sha256: sum } of manifest.files) {
    expect(files.get(file)?.length, file).toBe(bytes);
    expect(lines).toContain(`${sum}  ${file}`);
  }
}

const statuses = (legs: ExportedLeg[]) => legs.map(({ leg, status }) => `${leg} ${status}`);

describe('answerCallDownload', () => {
  it('gives the whole call as a folder that proves itself', async () => {
    const call = await legato.callOf('INV-20418');
    const { response, folder, files, manifest } = await download(call.uniqueId);

    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-length')).toBeNull();
    expect(folder).toMatch(/^legato_[\d.]+_\d{4}-\d\d-\d\dT\d{6}[+]\d{4}$/);
    expect(Call.parse(JSON.parse(textOf(files.get('call.json'))))).toEqual(call);
    expect(statuses(manifest.legs)).toEqual(call.legs.map(({ leg }) => `${leg} complete`));
    expectTrueSums(files, manifest);
    const legs = [...files.keys()].filter((file) => file.startsWith('legs/'));
    expect(legs).toEqual(manifest.legs.map(({ played }) => played?.file));
    expect(legs.map((file) => file.slice(5, 7))).toEqual(['01', '02', '03', '04', '05', '06']);
    expect(textOf(files.get('README.txt'))).toContain('sha256sum -c SHA256SUMS');
    expect(legato.simulator.requests.recording).toBe(call.legs.length);
  });

  it('gives each leg as it is played', async () => {
    const { uniqueId, legs } = await legato.callOf('CONTAINERS');
    const { files, manifest } = await download(uniqueId);
    for (const { leg } of legs) {
      const played = await fetch(legato.audioUrl(uniqueId, leg));
      const file = manifest.legs.find((listed) => listed.leg === leg)?.played?.file ?? '';
      expect(sha256(files.get(file) ?? new Uint8Array()), file).toBe(
        sha256(new Uint8Array(await played.arrayBuffer())),
      );
    }
    expect(legato.simulator.requests.recording).toBe(legs.length);
  });

  it('gives what the PBX sent of each leg that is played in another form', async () => {
    const { uniqueId, legs } = await legato.callOf('CONTAINERS');
    const { files, manifest } = await download(uniqueId);
    const differing = manifest.legs.filter(({ original }) => original);
    expect(differing.length).toBeGreaterThan(1);
    expect(differing.length).toBeLessThan(legs.length);
    for (const { leg, played, original } of manifest.legs) {
      const sent = await fetch(`${legato.audioUrl(uniqueId, leg)}?original`);
      const file = original?.file ?? played?.file ?? '';
      expect(sha256(files.get(file) ?? new Uint8Array()), file).toBe(
        sha256(new Uint8Array(await sent.arrayBuffer())),
      );
    }
    expectTrueSums(files, manifest);
  });

  it('names a leg that is gone, and gives the others', async () => {
    const call = await legato.callOf('INV-20419');
    const { files, manifest } = await download(call.uniqueId);
    expect(manifest.legs.filter(({ status }) => status !== 'complete')).toMatchObject([
      { leg: 3, status: 'failed', played: null, problem: { code: 'recording-gone' } },
    ]);
    expectTrueSums(files, manifest);
    expect(textOf(files.get('legs.csv'))).toMatch(/^3,failed,,/m);
    expect(textOf(files.get('index.html'))).toContain('recording-gone');
  });

  it('gives what arrived of a leg that broke off, with a true header, and says so', async () => {
    const { uniqueId, legs } = await legato.callOf('FAULT-AUDIO-BREAKS-OFF');
    const { files, manifest } = await download(uniqueId);
    expect(statuses(manifest.legs)).toEqual(['1 broken-off', '2 complete']);
    expect(manifest.legs[0]?.problem?.code).toBe('pbx-unreachable');
    const seconds = manifest.legs[0]?.audioSeconds ?? 0;
    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThan((legs[0]?.durationSeconds ?? 0) - 1);
    const bytes = files.get(manifest.legs[0]?.played?.file ?? '') ?? new Uint8Array();
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    expect(view.getUint32(40, true)).toBe(bytes.length - 44);
    expectTrueSums(files, manifest);
    expect(legato.simulator.requests.recording).toBe(2);
  });

  it.each([
    ['FAULT-AUDIO-EMPTY', 'recording-empty'],
    ['FAULT-AUDIO-HTML', 'recording-unreadable'],
    ['FAULT-AUDIO-401', 'pbx-refused'],
    ['FAULT-AUDIO-RESET', 'pbx-unreachable'],
  ])('lists a leg as failed where %s', async (tag, code) => {
    const { uniqueId } = await legato.callOf(tag);
    const { manifest } = await download(uniqueId);
    expect(manifest.legs).toMatchObject([
      { leg: 1, status: 'failed', problem: { code } },
      { leg: 2, status: 'complete', problem: null },
    ]);
  });

  it('gives what the PBX sent of a leg that nothing plays, and lists it as failed', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-ADPCM');
    const { files, manifest } = await download(uniqueId);
    expect(manifest.legs[0]).toMatchObject({
      status: 'failed',
      played: null,
      problem: { code: 'recording-unreadable' },
    });
    const sent = await fetch(`${legato.audioUrl(uniqueId, 1)}?original`);
    const file = manifest.legs[0]?.original?.file ?? '';
    expect(file).toMatch(/^original\/.*\.wav$/);
    expect(sha256(files.get(file) ?? new Uint8Array())).toBe(
      sha256(new Uint8Array(await sent.arrayBuffer())),
    );
    expectTrueSums(files, manifest);
  });

  it('lets no field run: not in the table, not in the page, not in a name', async () => {
    const { uniqueId } = await legato.callOf('FAULT-MARKUP');
    const { files, manifest } = await download(uniqueId);
    expectTrueSums(files, manifest);
    for (const file of files.keys())
      expect(file).toMatch(/^(?:(?:legs|original)\/)?[A-Za-z0-9.+_-]+$/);
    const page = textOf(files.get('index.html'));
    const data =
      /<script type="application\/json" id="call">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    expect(data).not.toContain('<');
    expect(JSON.parse(data).call.uniqueId).toBe(uniqueId);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toMatch(/<img/i);
  });

  it('keeps sixty legs in order', async () => {
    const { uniqueId } = await legato.callOf('SIXTY-LEGS');
    const { files, manifest } = await download(uniqueId);
    expect(manifest.legs.map(({ leg }) => leg)).toEqual(
      Array.from({ length: 60 }, (_, at) => at + 1),
    );
    const legs = [...files.keys()].filter((file) => file.startsWith('legs/'));
    expect(legs).toEqual([...legs].sort());
    expect(legs).toHaveLength(60);
  });

  it('holds the key in no file and no log line', async () => {
    const { uniqueId } = await legato.callOf('FAULT-AUDIO-401');
    const { zip } = await download(uniqueId);
    expect(Buffer.from(zip).includes(TEST_KEY)).toBe(false);
    expect(legato.logged()).not.toContain(TEST_KEY);
  });

  it('answers HEAD without asking for audio', async () => {
    const { uniqueId } = await legato.callOf('ONE-LEG');
    const response = await fetch(legato.downloadUrl(uniqueId), { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="legato_/);
    expect(legato.simulator.requests.recording).toBe(0);
  });

  it('answers with a problem where there is no such call, or another method is used', async () => {
    const missing = await fetch(legato.downloadUrl('1795390927.1'));
    expect(Problem.parse(await missing.json())).toMatchObject({ status: 404, code: 'not-found' });
    const posted = await fetch(legato.downloadUrl('1795390927.1'), { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('holds every leg where nothing is measured', async () => {
    await legato.close();
    legato = await startLegatoUnderTest({ settings: { WAVES: 'never' } });
    const call = await legato.callOf('FIVE-LEGS');
    const { files, manifest } = await download(call.uniqueId);
    expect(statuses(manifest.legs)).toEqual(call.legs.map(({ leg }) => `${leg} complete`));
    expectTrueSums(files, manifest);
  });
});
