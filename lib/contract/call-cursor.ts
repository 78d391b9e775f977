/** Where a part of a search ends: the last call that was answered, by what calls are ordered by. */
export interface CallCursor {
  /** Of the call's start, since the epoch. */
  startSeconds: number;
  uniqueId: string;
}

const SHAPE = /^(-?\d{1,12})~(.+)$/s;

/** How a cursor stands in an address. It means something to Legato alone. */
export const CallCursor = {
  encode: ({ startSeconds, uniqueId }: CallCursor): string => `${startSeconds}~${uniqueId}`,
  /** Null for what no answer of ours has given. */
  decode(text: string): CallCursor | null {
    const [, startSeconds, uniqueId] = SHAPE.exec(text) ?? [];
    return startSeconds === undefined || uniqueId === undefined
      ? null
      : { startSeconds: Number(startSeconds), uniqueId };
  },
};
