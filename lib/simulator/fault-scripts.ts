import { AUDIO_FAULTS, CONTAINERS, METADATA_FAULTS, type MetadataFaultTag, TONES } from './faults';
import { oddNameScripts } from './odd-names';
import type { CallScript, LegScript } from './script';
import { TONE_SECONDS } from './tone-file';

const MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(2)>\'&amp;';
const LONG = 'Very long value '.repeat(125);

/** Faults that live in the fields of the legs themselves, wherever they are read. */
const ODD_FIELDS: Partial<Record<MetadataFaultTag, string>> = {
  'FAULT-MARKUP': MARKUP,
  'FAULT-LONG-VALUES': LONG,
};

/** The calls by which faults and containers are found, all of yesterday, 5 minutes apart. */
export function faultScripts(): CallScript[] {
  const scripts: Omit<CallScript, 'day' | 'at'>[] = [
    ...METADATA_FAULTS.map(({ tag }) => ({ tag, legs: metadataLegs(tag) })),
    ...AUDIO_FAULTS.map(({ tag }) => ({ tag, legs: audioFaultLegs(tag) })),
    ...CONTAINERS.map(({ tag }) => ({ tag, legs: [containerLeg(tag, 0)] })),
    { tag: 'CONTAINERS', legs: CONTAINERS.map(({ tag }, index) => containerLeg(tag, index * 20)) },
    { tag: 'AUDIO-FAULTS', legs: AUDIO_FAULTS.map(({ tag }, index) => faultyLeg(tag, index * 60)) },
    ...TONES.map(({ tag }) => ({ tag, legs: [toneLeg(tag, 0)] })),
    { tag: 'TONES', legs: TONES.map(({ tag }, index) => toneLeg(tag, index * TONE_SECONDS)) },
    ...oddNameScripts('ODD-NAMES'),
  ];
  return scripts.map((script, index) => ({
    ...script,
    day: 1,
    at: `${9 + Math.floor((index * 5) / 60)}:${(index * 5) % 60}:${index % 60}`,
  }));
}

function metadataLegs(tag: MetadataFaultTag): LegScript[] {
  const odd = ODD_FIELDS[tag];
  const fields = odd ? { username: odd, source: odd, destination: odd, did: odd } : {};
  const legs: LegScript[] = [
    { offset: 0, seconds: 10 },
    { owner: 'Priya N.', offset: 10, seconds: 30, fields },
    { offset: 40, seconds: 10 },
    { owner: 'Fred', offset: 50, seconds: 25, fields },
  ];
  return legs.slice(0, tag === 'FAULT-UNREADABLE-LEG' ? 4 : 3);
}

/** Long enough for the fault to show, however much of the leg it leaves. */
const faultyLeg = (tag: string, offset: number): LegScript => ({
  owner: 'Dana K.',
  offset,
  seconds: 60,
  audio: tag,
});

const audioFaultLegs = (tag: string): LegScript[] => [
  faultyLeg(tag, 0),
  { owner: 'Tom W.', offset: 60, seconds: 20, audio: 'WAV-PCM16' },
];

const containerLeg = (tag: string, offset: number): LegScript => ({
  owner: 'Aisha R.',
  offset,
  seconds: 20,
  audio: tag,
});

const toneLeg = (tag: string, offset: number): LegScript => ({
  owner: 'Aisha R.',
  offset,
  seconds: TONE_SECONDS,
  audio: tag,
});
