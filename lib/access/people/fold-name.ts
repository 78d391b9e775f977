/** How names are compared that are written by hand: without case, and however accents are composed. */
export const foldName = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/**
 * Whether nobody in person owns a leg: it has no owner, or a system user.
 *
 * @param systemUsers Owners that are not people, folded.
 */
export const isOfSystem = (owner: string | null, systemUsers: ReadonlySet<string>): boolean =>
  owner === null || owner.trim() === '' || systemUsers.has(foldName(owner));
