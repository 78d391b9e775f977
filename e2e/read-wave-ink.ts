import type { Page } from '@playwright/test';

/**
 * What the strip's canvas shows between two shares of its width (0 to 1): the height in pixels of its
 * tallest column, or the colour of its strongest pixel.
 */
export async function readWaveInk(page: Page, from: number, to: number): Promise<number>;
export async function readWaveInk(
  page: Page,
  from: number,
  to: number,
  what: 'colour',
): Promise<string>;
export async function readWaveInk(
  page: Page,
  from: number,
  to: number,
  what: 'height' | 'colour' = 'height',
): Promise<number | string> {
  const canvas = page.getByRole('slider', { name: 'Position in the call' }).locator('canvas');
  return canvas.evaluate(
    (element, [left, right, wanted]) => {
      const context = element instanceof HTMLCanvasElement && element.getContext('2d');
      if (!context) throw new Error('the strip has a canvas');
      const { width, height } = context.canvas;
      const x = Math.round(Number(left) * width);
      const columns = Math.max(1, Math.round(Number(right) * width) - x);
      const { data } = context.getImageData(x, 0, columns, height);
      let tallest = 0;
      let strongest = 0;
      for (let column = 0; column < columns; column++) {
        let inked = 0;
        for (let row = 0; row < height; row++) {
          const at = (row * columns + column) * 4;
          const alpha = data[at + 3] ?? 0;
          if (alpha > 0) inked += 1;
          if (alpha > (data[strongest + 3] ?? 0)) strongest = at;
        }
        tallest = Math.max(tallest, inked);
      }
      return wanted === 'colour' ? data.slice(strongest, strongest + 3).join(' ') : tallest;
    },
    [from, to, what] as const,
  );
}
