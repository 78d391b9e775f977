/** How names are compared that are written by hand: without case, and however accents are composed. */
export const foldName = (name: string): string => name.normalize('NFC').trim().toLowerCase();
