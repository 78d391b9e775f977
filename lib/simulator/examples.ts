import {
  alternating,
  bulkCall,
  mainLegs,
  ownerOf,
  single,
  slowlyKnownLegs,
  waitingOn,
  wronglyStatedLegs,
} from './example-legs';
import type { CallScript } from './script';

export interface ExampleScript {
  tag: string;
  what: string;
  calls: readonly CallScript[];
  /** Index of the call whose unique id stands for the example; 0 if left out. */
  main?: number;
}

const FULL_HOUR = 3600;

/**
 * Calls that exist with any seed, on the days before today. Demo, tests and
 * docs/simulator.md name them by these tags.
 */
export const EXAMPLES = [
  {
    tag: 'INV-20418',
    what: 'A case: six calls over six days. Its main call has six legs, a late start of 9 s, a gap of 38 s, an overlap of 4 s, a transfer and a return.',
    main: 4,
    calls: [
      {
        tag: 'INV-20418',
        day: 6,
        at: '09:14:33',
        legs: [
          { offset: 0, seconds: 81 },
          { owner: 'Priya N.', offset: 81, seconds: 321 },
        ],
      },
      {
        tag: 'INV-20418',
        day: 6,
        at: '15:52:10',
        direction: 'outbound',
        legs: [{ owner: 'Priya N.', offset: 6, seconds: 125 }],
      },
      {
        tag: 'INV-20418',
        day: 5,
        at: '11:03:48',
        legs: [
          { offset: 0, seconds: 148 },
          { owner: 'Fred', offset: 148, seconds: 142 },
          { offset: 290, seconds: 61 },
          { owner: 'Dana K.', offset: 351, seconds: 289 },
        ],
      },
      {
        tag: 'INV-20418',
        day: 2,
        at: '08:41:05',
        direction: 'internal',
        destination: '431',
        legs: [{ owner: 'Marisol T.', offset: 0, seconds: 94 }],
      },
      { tag: 'INV-20418', day: 1, at: '10:42:07', legs: mainLegs },
      {
        tag: 'INV-20418',
        day: 1,
        at: '13:20:51',
        direction: 'outbound',
        legs: [{ owner: 'Fred', offset: 0, seconds: 219 }],
      },
    ],
  },
  {
    tag: 'INV-20419',
    what: 'The main call of INV-20418 again, with the audio of leg 3 gone and the file of leg 4 ending 12 s early.',
    calls: single(
      'INV-20419',
      '11:42:07',
      mainLegs.map((leg, position) => ({
        ...leg,
        ...(position === 2 ? { audio: 'FAULT-AUDIO-GONE' } : {}),
        ...(position === 3 ? { audio: 'FAULT-AUDIO-SHORT' } : {}),
      })),
    ),
  },
  {
    tag: 'FIVE-LEGS',
    what: 'A call of five legs without gap or overlap.',
    calls: single('FIVE-LEGS', '09:30:00', [
      { offset: 0, seconds: 20 },
      { owner: 'Priya N.', offset: 20, seconds: 60 },
      { offset: 80, seconds: 15 },
      { owner: 'Tom W.', offset: 95, seconds: 75 },
      { owner: 'Aisha R.', offset: 170, seconds: 45 },
    ]),
  },
  {
    tag: 'PLAY-ALL',
    what: 'A call of 42 s that can be heard to its end: five legs of 6 to 10 s, the first ringing and then music, the second stereo; recording starts 3 s late, 3 s are missing between legs 2 and 3, legs 3 and 4 overlap by 2 s.',
    calls: single('PLAY-ALL', '09:50:00', [
      { offset: 3, seconds: 10, audio: 'WAV-GSM' },
      { owner: 'Priya N.', offset: 13, seconds: 8, audio: 'WAV-PCM16-STEREO' },
      { owner: 'Fred', offset: 24, seconds: 6, audio: 'WAV-ALAW' },
      { owner: 'Marisol T.', offset: 28, seconds: 8, audio: 'WAV-PCM16' },
      { owner: 'Fred', offset: 36, seconds: 6, audio: 'WAV-MULAW' },
    ]),
  },
  {
    tag: 'QUIET-LEG',
    what: 'A call of two legs of 30 s, the second 9 dB quieter than the first.',
    calls: single('QUIET-LEG', '09:55:00', [
      { owner: 'Priya N.', offset: 0, seconds: 30, audio: 'WAV-PCM16' },
      { owner: 'Fred', offset: 30, seconds: 30, audio: 'WAV-PCM16', quieterDb: 9 },
    ]),
  },
  {
    tag: 'ONE-LEG',
    what: 'A call of one leg, 48 s long.',
    calls: single('ONE-LEG', '09:40:00', [{ owner: 'Jack O.', offset: 0, seconds: 48 }]),
  },
  {
    tag: 'TWELVE-LEGS',
    what: 'A call of twelve legs, waiting and answered in turn.',
    calls: single('TWELVE-LEGS', '10:05:00', alternating(12, 30)),
  },
  {
    tag: 'RINGING-ON',
    what: 'Nine waiting legs of 12 s in a row: each begins with a ring and ends in music, so no quiet hides a break between them.',
    calls: single('RINGING-ON', '10:20:00', waitingOn),
  },
  {
    tag: 'HOUR-LEG',
    what: 'A call whose second leg lasts exactly one hour, as 16-bit WAV.',
    calls: single('HOUR-LEG', '11:00:00', [
      { offset: 0, seconds: 25 },
      { owner: 'Ruth B.', offset: 25, seconds: FULL_HOUR, audio: 'WAV-PCM16' },
    ]),
  },
  {
    tag: 'TWENTY-MINUTES',
    what: 'A call of one leg of twenty minutes: a WAV of 19.2 MB, which the benchmark serves.',
    calls: single('TWENTY-MINUTES', '10:30:00', [
      { owner: 'Tom W.', offset: 0, seconds: 1200, audio: 'WAV-PCM16' },
    ]),
  },
  {
    tag: 'SIX-HOURS',
    what: 'A call of six hours in six legs of 59 minutes with a minute missing after each.',
    calls: single(
      'SIX-HOURS',
      '08:30:00',
      Array.from({ length: 6 }, (_, position) => ({
        owner: ownerOf(position),
        offset: position * FULL_HOUR,
        seconds: position === 5 ? FULL_HOUR : FULL_HOUR - 60,
      })),
    ),
  },
  {
    tag: 'SIXTY-LEGS',
    what: 'A call of sixty legs of 20 s.',
    calls: single('SIXTY-LEGS', '14:00:00', alternating(60, 20)),
  },
  {
    tag: 'SECOND-AND-HOUR',
    what: 'A leg of one second beside a leg of an hour in GSM.',
    calls: single('SECOND-AND-HOUR', '12:00:00', [
      { offset: 0, seconds: 1 },
      { owner: 'Gus M.', offset: 1, seconds: FULL_HOUR, audio: 'WAV-GSM' },
    ]),
  },
  {
    tag: 'THREE-OVERLAP',
    what: 'Three legs that overlap: between 0:40 and 1:00 all of them sound.',
    calls: single('THREE-OVERLAP', '12:10:00', [
      { owner: 'Fred', offset: 0, seconds: 60 },
      { owner: 'Linh P.', offset: 20, seconds: 70 },
      { owner: 'Dana K.', offset: 40, seconds: 80 },
    ]),
  },
  {
    tag: 'REPEATED-HOUR',
    what: 'A call in the hour that repeats when daylight saving ends: it begins ten minutes before clocks go back, and legs 2 and 3 start at clock times that came twice.',
    calls: [
      {
        tag: 'REPEATED-HOUR',
        day: 'when-clocks-went-back',
        at: '-0:10:00',
        legs: [
          { offset: 0, seconds: 300 },
          { owner: 'Wei Z.', offset: 300, seconds: 600 },
          { owner: 'Tara J.', offset: 900, seconds: 120 },
        ],
      },
    ],
  },
  {
    tag: 'LATE-START',
    what: 'Recording began 2 minutes 5 seconds after the call did.',
    calls: single('LATE-START', '12:20:00', [{ owner: 'Yuki A.', offset: 125, seconds: 90 }]),
  },
  {
    tag: 'WITHHELD',
    what: 'A caller who withheld the number: Source is empty.',
    calls: [
      {
        tag: 'WITHHELD',
        day: 1,
        at: '12:25:00',
        source: '',
        legs: [
          { offset: 0, seconds: 12 },
          { owner: 'Tom W.', offset: 12, seconds: 40 },
        ],
      },
    ],
  },
  {
    tag: 'a&b=c/ü#1',
    what: 'A tag that must be percent-encoded.',
    calls: single('a&b=c/ü#1', '12:30:00', [{ owner: 'Mei C.', offset: 0, seconds: 30 }]),
  },
  {
    tag: 'BULK-5000',
    what: 'Five thousand calls under one tag, over the hundred days before today.',
    calls: Array.from({ length: 5000 }, (_, index) => bulkCall(index)),
  },
  { tag: 'NOTHING', what: 'A tag without any call.', calls: [] },
  {
    tag: 'PART-TAGGED',
    what: 'A call of three legs, the last of which carries another tag: a search by tag finds two of them.',
    calls: single('PART-TAGGED', '12:40:00', [
      { offset: 0, seconds: 10 },
      { owner: 'Fred', offset: 10, seconds: 30 },
      { owner: 'Mei C.', offset: 40, seconds: 20, fields: { tag: 'PART-TAGGED-2' } },
    ]),
  },
  {
    tag: 'STATED-WRONG',
    what: 'Seven legs of 2:00 that state 0, 1, nothing, words, a negative number, milliseconds and 1,000,000,000 as their duration, and one of 30 s that states it truly.',
    calls: single('STATED-WRONG', '13:00:00', wronglyStatedLegs),
  },
  {
    tag: 'STATED-ONE',
    what: 'A call of one leg of 2:00 that states a duration of 1 s.',
    calls: single('STATED-ONE', '13:20:00', [
      { owner: 'Priya N.', offset: 0, seconds: 120, states: '1', audio: 'WAV-MULAW' },
    ]),
  },
  {
    tag: 'STATED-NOTHING',
    what: 'Three legs of 30 s, 2:00 and 30 s. The second states a duration of 0 and comes at half the speed at which it plays.',
    calls: single('STATED-NOTHING', '13:30:00', slowlyKnownLegs),
  },
] as const satisfies readonly ExampleScript[];
