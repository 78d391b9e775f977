/** A way in which the simulated PBX fails on purpose, found under its tag. */
export interface Fault {
  tag: string;
  what: string;
}

/** Faults of the questions by tag and by unique id. The tag names one call of two to four legs. */
export const METADATA_FAULTS = [
  { tag: 'FAULT-503-ONCE', what: 'The first question is answered 503, the next ones properly.' },
  {
    tag: 'FAULT-503-TWICE',
    what: 'The first two questions are answered 503, the next ones properly.',
  },
  { tag: 'FAULT-503-ALWAYS', what: 'Always 503 with Retry-After: 20.' },
  { tag: 'FAULT-NEVER', what: 'The question is never answered.' },
  { tag: 'FAULT-RESET', what: 'The connection is reset before an answer.' },
  {
    tag: 'FAULT-RESET-ONCE',
    what: 'The connection is reset on the first question, the next ones are answered.',
  },
  { tag: 'FAULT-BREAKS-OFF', what: 'The connection is reset in the middle of the JSON.' },
  { tag: 'FAULT-BROKEN-JSON', what: 'JSON that ends in the middle, with status 200.' },
  { tag: 'FAULT-HTML', what: 'An HTML page with status 200.' },
  { tag: 'FAULT-JSON-ERROR', what: 'An error envelope {"Message":…,"Code":-1} with status 200.' },
  {
    tag: 'FAULT-JSON-ERROR-LONG',
    what: 'The longer error envelope, with code, message, type and entities, with status 400.',
  },
  {
    tag: 'FAULT-EXPIRED-ONCE',
    what: '{"Message":"Expired TimeStamp","Code":-1} on the first question, whatever the key.',
  },
  {
    tag: 'FAULT-EXPIRED-ALWAYS',
    what: '{"Message":"Expired TimeStamp","Code":-1} on every question.',
  },
  { tag: 'FAULT-401', what: 'Always 401, as for a wrong key.' },
  { tag: 'FAULT-403', what: 'Always 403, as for an address that is not allow-listed.' },
  { tag: 'FAULT-500', what: 'Always 500 with an HTML page.' },
  {
    tag: 'FAULT-REDIRECT',
    what: 'A redirect to another path: following it would carry the key along.',
  },
  { tag: 'FAULT-SLOW', what: 'The proper answer, two seconds late.' },
  { tag: 'FAULT-EMPTY-BODY', what: 'Status 200 and no byte.' },
  { tag: 'FAULT-SINGLE-OBJECT', what: 'One leg as a bare object instead of an array.' },
  { tag: 'FAULT-EMPTY-OBJECT', what: '{} instead of an array.' },
  { tag: 'FAULT-NULL', what: 'null instead of an array.' },
  { tag: 'FAULT-404', what: 'An HTML 404 for no legs.' },
  { tag: 'FAULT-WRONG-SHAPE', what: 'A JSON string with status 200.' },
  {
    tag: 'FAULT-UNREADABLE-LEG',
    what: 'Four legs; number, start and duration of the third make no sense.',
  },
  {
    tag: 'FAULT-NOT-OBJECTS',
    what: 'Two good legs with null, a string and an array between them.',
  },
  {
    tag: 'FAULT-MISSING-FIELDS',
    what: 'Leg 1 has no Source, Username and DID; leg 2 no Tag, Direction and CallRecordId; leg 3 no Duration.',
  },
  { tag: 'FAULT-NUMBERS', what: 'Numbers where strings belong.' },
  { tag: 'FAULT-MARKUP', what: 'Markup in every text field: script, img onerror, attribute ends.' },
  { tag: 'FAULT-LONG-VALUES', what: 'Two thousand characters in every text field.' },
] as const satisfies readonly Fault[];

/** Faults of the audio. Leg 1 of the tag's call has the fault, leg 2 is healthy. */
export const AUDIO_FAULTS = [
  {
    tag: 'FAULT-AUDIO-503-ONCE',
    what: 'The first request is answered 503, the next ones properly.',
  },
  {
    tag: 'FAULT-AUDIO-503-TWICE',
    what: 'The first two requests are answered 503, the next ones properly.',
  },
  { tag: 'FAULT-AUDIO-503-ALWAYS', what: 'Always 503 with Retry-After: 20.' },
  { tag: 'FAULT-AUDIO-NEVER', what: 'The request is never answered.' },
  {
    tag: 'FAULT-AUDIO-STALLS',
    what: 'The first 64 KB come, then nothing, and the connection stays open.',
  },
  { tag: 'FAULT-AUDIO-RESET', what: 'The connection is reset before an answer.' },
  {
    tag: 'FAULT-AUDIO-BREAKS-OFF',
    what: 'The connection is reset after half of the stated Content-Length.',
  },
  {
    tag: 'FAULT-AUDIO-TRUNCATED',
    what: 'Half of the file, ended as if it were whole, without Content-Length: only the WAV header and the stated duration tell.',
  },
  {
    tag: 'FAULT-AUDIO-BREAKS-OFF-NO-LENGTH',
    what: 'The connection is reset after half of the file; no Content-Length.',
  },
  { tag: 'FAULT-AUDIO-TRICKLE', what: 'The file comes at half the speed at which it plays.' },
  { tag: 'FAULT-AUDIO-EMPTY', what: 'Status 200 and no byte.' },
  { tag: 'FAULT-AUDIO-HEADER-ONLY', what: 'A WAV header of 44 bytes and nothing after it.' },
  { tag: 'FAULT-AUDIO-HTML', what: 'An HTML page with status 200.' },
  { tag: 'FAULT-AUDIO-JSON-ERROR', what: 'An error envelope with status 200.' },
  { tag: 'FAULT-AUDIO-GONE', what: '410: deleted by retention.' },
  { tag: 'FAULT-AUDIO-404', what: '404 with an HTML page.' },
  { tag: 'FAULT-AUDIO-401', what: '401, as for a wrong key.' },
  {
    tag: 'FAULT-AUDIO-SHORT',
    what: 'A complete file that is 12 s shorter than the stated duration.',
  },
  {
    tag: 'FAULT-AUDIO-SIZE-0',
    what: 'Both sizes in the WAV header are 0; the audio is all there.',
  },
  {
    tag: 'FAULT-AUDIO-SIZE-MAX',
    what: 'Both sizes in the WAV header are 0xFFFFFFFF; the audio is all there.',
  },
  { tag: 'FAULT-AUDIO-SIZE-0-NO-LENGTH', what: 'Sizes of 0 in the header and no Content-Length.' },
  { tag: 'FAULT-AUDIO-SIZE-DOUBLE', what: 'The WAV header states twice the audio that follows.' },
  { tag: 'FAULT-AUDIO-SIZE-HALF', what: 'The WAV header states half of the audio that follows.' },
  { tag: 'FAULT-AUDIO-NO-LENGTH', what: 'A good file without Content-Length.' },
  { tag: 'FAULT-AUDIO-EXTRA-CHUNKS', what: 'A WAV with a LIST chunk before and after its audio.' },
  {
    tag: 'FAULT-AUDIO-ADPCM',
    what: 'A WAV whose header states ADPCM, which no browser plays.',
  },
  { tag: 'FAULT-AUDIO-GARBAGE', what: 'Random bytes with status 200.' },
  { tag: 'FAULT-AUDIO-FLOAT', what: 'A WAV with floats of 32 bits.' },
  { tag: 'FAULT-AUDIO-PCM32', what: 'A WAV with PCM of 32 bits.' },
  { tag: 'FAULT-AUDIO-RF64', what: 'RF64: the sizes are in a chunk of their own.' },
  {
    tag: 'FAULT-AUDIO-RAW-MULAW',
    what: 'Quiet raw mu-law without a header; its first bytes look like an MPEG frame.',
  },
] as const satisfies readonly Fault[];

/** Every container, each with a tag of its own; leg 1 of the call is in it. */
export const CONTAINERS = [
  { tag: 'WAV-PCM16', what: 'WAV, PCM 16 bit, mono.' },
  { tag: 'WAV-PCM16-STEREO', what: 'WAV, PCM 16 bit, stereo: agent left, caller right.' },
  { tag: 'WAV-PCM8', what: 'WAV, PCM 8 bit unsigned, mono.' },
  { tag: 'WAV-PCM24', what: 'WAV, PCM 24 bit, mono.' },
  { tag: 'WAV-ALAW', what: 'WAV, A-law, mono.' },
  { tag: 'WAV-MULAW', what: 'WAV, mu-law, mono.' },
  { tag: 'WAV-GSM', what: 'WAV, GSM 6.10 (wav49), mono.' },
  { tag: 'WAV-MP3', what: 'MP3 inside WAV (format tag 0x55), mono.' },
  { tag: 'MP3', what: 'MP3 (MPEG 2.5 layer III, 16 kbit/s), mono.' },
  { tag: 'OGG', what: 'Ogg Vorbis, mono; exactly 20 s.' },
  { tag: 'FLAC', what: 'FLAC, 16 bit, mono; exactly 20 s.' },
  { tag: 'MP3-STEREO', what: 'MP3, 32 kbit/s, stereo: agent left, caller right; 20 s.' },
  { tag: 'OGG-STEREO', what: 'Ogg Vorbis, stereo: agent left, caller right; exactly 20 s.' },
  { tag: 'FLAC-STEREO', what: 'FLAC, 16 bit, stereo: agent left, caller right; exactly 20 s.' },
] as const satisfies readonly Fault[];

/** One call with one leg for each: 120 s of a tone that rises from 300 Hz by 20 Hz a second, so it tells where it is. */
export const TONES = [
  { tag: 'TONE-WAV', what: 'WAV, PCM 16 bit: each second is at its place.' },
  { tag: 'TONE-MP3-CONSTANT', what: 'MP3 of a constant bit rate, which its first frame notes.' },
  { tag: 'TONE-MP3-CONSTANT-BARE', what: 'The same without that frame.' },
  {
    tag: 'TONE-MP3-VARIABLE',
    what: 'MP3 of a variable bit rate, with a table of contents (Xing).',
  },
  {
    tag: 'TONE-MP3-VARIABLE-BARE',
    what: 'The same without that frame: a browser takes it for 2:52.',
  },
  { tag: 'TONE-OPUS-LATE', what: 'Ogg Opus whose first page says 1,000 s.' },
  { tag: 'TONE-VORBIS-LATE', what: 'Ogg Vorbis whose first page says 1,000 s.' },
  { tag: 'TONE-FLAC', what: 'FLAC that states its number of samples.' },
  { tag: 'TONE-FLAC-UNCOUNTED', what: 'FLAC that states no number of samples.' },
] as const satisfies readonly Fault[];

/** Long lists of legs. Their calls are found by these tags alone and have no audio. */
export const LONG_REPLIES = [
  { tag: 'LONG-REPLY', what: 'Three thousand calls of four legs: 2.4 MB in one answer.' },
  {
    tag: 'LONG-REPLY-UNREADABLE',
    what: '3,432 legs, and the start of none of them makes sense.',
  },
  { tag: 'ENDLESS-REPLY', what: 'A list of legs that never ends.' },
] as const satisfies readonly Fault[];

export type LongReplyTag = (typeof LONG_REPLIES)[number]['tag'];
export type MetadataFaultTag = (typeof METADATA_FAULTS)[number]['tag'];
export type AudioFaultTag = (typeof AUDIO_FAULTS)[number]['tag'];
export type ToneTag = (typeof TONES)[number]['tag'];
export type ContainerTag = (typeof CONTAINERS)[number]['tag'] | ToneTag;

/** One call with one leg for each container, and one with one leg for each audio fault. */
export const GATHERINGS = [
  {
    tag: 'CONTAINERS',
    what: 'One call with one leg in each container, in the order of the table.',
  },
  {
    tag: 'AUDIO-FAULTS',
    what: 'One call with one leg for each audio fault, in the order of the table.',
  },
  {
    tag: 'TONES',
    what: 'One call with one leg for each tone, in the order of the table.',
  },
  {
    tag: 'ODD-NAMES',
    what: 'Calls whose unique id, tag, owner and numbers are odd: blanks, dots, marks, controls, halves of pairs, long ones.',
  },
] as const satisfies readonly Fault[];
