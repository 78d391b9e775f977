import type { AddressFault } from './search-address';

/** What is wrong with an address, and what to do about it. */
export const ADDRESS_FAULTS: Record<AddressFault, { happened: string; next: string }> = {
  both: {
    happened: 'This link has both a tag and a unique id.',
    next: 'One of them is in the box. Press Enter to search for it.',
  },
  repeated: {
    happened: 'This link has more than one thing to search for.',
    next: 'The first is in the box. Press Enter to search for it.',
  },
  empty: {
    happened: 'This link has an empty tag or unique id.',
    next: 'Type or paste the tag or unique id into the box.',
  },
  'too-long': {
    happened: 'This link has a tag or unique id that is too long.',
    next: 'A tag has at most 200 characters, a unique id at most 100. Shorten the text in the box.',
  },
};
