import type { Stretch } from '@/components/call-time/call-timeline';
import type { LegColumns } from '@/lib/contract/export';

const SVG = 'http://www.w3.org/2000/svg';
/** Height of one lane, in units of the picture: from -128 to 127. */
const LANE = 256;

/**
 * A slice of a leg's waveform: peaks pale, the average level strong. Vector paths follow the colours,
 * the width and the print of the page without a script.
 *
 * @param isMixed Whether all channels share one lane.
 */
export function wavePicture(
  columns: LegColumns,
  leg: { startSeconds: number },
  slice: Stretch,
  isMixed: boolean,
) {
  const { channels, secondsPerColumn } = columns;
  const lanes = isMixed ? 1 : channels;
  const from = (slice.startSeconds - leg.startSeconds) / secondsPerColumn;
  const width = (slice.endSeconds - slice.startSeconds) / secondsPerColumn;
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('viewBox', `${from} 0 ${width} ${lanes * LANE}`);
  picture.setAttribute('preserveAspectRatio', 'none');
  picture.setAttribute('class', lanes === 1 ? 'is-mono' : 'is-stereo');
  const peaks = bytesOf(columns.peaks);
  const rms = bytesOf(columns.rms);
  for (let lane = 0; lane < lanes; lane += 1) {
    const of = isMixed ? [...Array(channels).keys()] : [lane];
    const middle = (lane + 0.5) * LANE;
    const extremes = columnsOf(peaks.length / 2 / channels, (column) => {
      const at = of.map((channel) => (column * channels + channel) * 2);
      return [
        Math.min(...at.map((index) => signed(peaks[index]))),
        Math.max(...at.map((index) => signed(peaks[index + 1]))),
      ];
    });
    const average = columnsOf(rms.length / channels, (column) => {
      const loudest = Math.max(...of.map((channel) => rms[column * channels + channel] ?? 0));
      return [-loudest, loudest];
    });
    picture.append(pathOf('wave-peaks', middle, extremes), pathOf('wave-rms', middle, average));
  }
  return picture;
}

const columnsOf = (count: number, of: (column: number) => [number, number]) =>
  Array.from({ length: Math.floor(count) }, (_, index) => of(index));

/** One closed shape: along the upper edge and back along the lower one. */
function pathOf(name: string, middle: number, columns: [low: number, high: number][]) {
  // Never flat, so that silence shows as a line.
  const upper = columns.map(([, high], index) => `${index} ${middle - Math.max(high, 1.5)}`);
  const lower = columns.map(([low], index) => `${index} ${middle - Math.min(low, -1.5)}`);
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('class', name);
  path.setAttribute('d', `M${[...upper, ...lower.reverse()].join('L')}Z`);
  return path;
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

const signed = (byte = 0) => (byte > 127 ? byte - 256 : byte);
