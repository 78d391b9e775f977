import type { Page } from '@playwright/test';
import type { RunningLegato } from '../../scripts/start-legato.mjs';

/** One state of Legato, as it is shown in docs/screenshots.md. */
export interface Picture {
  /** Name of its files, without theme and ending. */
  name: string;
  /** One sentence under the picture: what is to be seen. */
  what: string;
  /** Brings the page into the state; it is taken when that has ended. */
  arrange(page: Page, stage: PictureStage): Promise<unknown>;
  /** Taken on a phone as well. */
  onPhone?: boolean;
  /** The pointer stays where it is; elsewhere it leaves, as what it opened would cover the picture. */
  isPointedAt?: boolean;
}

/** Pictures that stand together. */
export interface Album {
  title: string;
  pictures: readonly Picture[];
}

export interface PictureStage {
  /** A Legato with settings of its own, on the shared simulated PBX. */
  startLegato(settings: Record<string, string>): Promise<RunningLegato>;
  /** A folder of the picture's own. */
  folder: string;
}
