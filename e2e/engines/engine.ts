/** A real browser with one page in it, driven from outside. */
export interface Engine {
  /** `Firefox 140.5`, as the browser names itself. */
  readonly name: string;
  /** Goes to an address and waits until it has loaded. */
  open(url: string): Promise<void>;
  /**
   * Runs a function in the page and gives what it returns, through JSON. It stands alone: nothing
   * outside of it but its arguments is there. What it throws is thrown here.
   */
  evaluate<Args extends readonly unknown[], Result>(
    inPage: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** A press of the mouse as a person makes it: the browser takes it for a gesture. */
  clickAt(point: Point): Promise<void>;
  /** A key by its `KeyboardEvent.key`, pressed and let go. */
  press(key: string): Promise<void>;
  /**
   * Puts another tab in front of the page, which runs on unseen; the returned function takes it away. Only
   * where that hides a page: Playwright shows every page to Chromium, and WebKitGTK's tab does not hide one.
   */
  cover?(): Promise<() => Promise<void>>;
  /** Ends the browser and every process that it started. */
  close(): Promise<void>;
}

/** In CSS pixels from the top left corner of what the page shows. */
export interface Point {
  x: number;
  y: number;
}

export const ENGINE_NAMES = ['Chromium', 'Firefox', 'WebKitGTK'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** Size of the page in every engine, in CSS pixels. */
export const PAGE_SIZE = { width: 1440, height: 900 };
