import type { AddressFault } from './search-address';

/** What is wrong with an address, and what to do about it. */
export const ADDRESS_FAULTS: Record<AddressFault, { happened: string; next: string }> = {
  both: {
    happened: 'This address asks for a tag and a unique id at once.',
    next: 'The text of one of them is in the box: press Enter to search for it.',
  },
  repeated: {
    happened: 'This address asks for several things at once.',
    next: 'The first of them is in the box: press Enter to search for it.',
  },
  empty: {
    happened: 'This address asks for an empty tag or unique id.',
    next: 'Whatever linked here had no reference to give. Type or paste it into the box.',
  },
  'too-long': {
    happened: 'This address asks for something longer than any tag or unique id.',
    next: 'A tag has at most 200 characters, a unique id at most 100. Shorten the text in the box.',
  },
};
