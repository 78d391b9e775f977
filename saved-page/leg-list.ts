import { kindWord, ownerName } from '@/components/wording/leg-words';
import type { CallModel, SavedLeg } from './call-model';
import type { CallPlayer } from './call-player';
import { addressOf, element, part } from './element';
import { lengthWords, sizeOf, timeOf } from './words';

/**
 * Lists the legs: each with a play button, its files and their SHA-256, or the reason why it is missing.
 *
 * @returns Redraws which leg is playing.
 */
export function drawLegList(model: CallModel, player: CallPlayer): () => void {
  const rows = model.legs.map((placed) => {
    const number = placed.leg.leg;
    const button = element('button', { type: 'button', class: 'play' }, playIcon());
    button.addEventListener('click', () => toggleLeg(player, placed));
    const row = rowOf(placed, button);
    return { placed, number, button, row };
  });
  part('legs').append(...rows.map(({ row }) => row));

  return () => {
    for (const { placed, number, button, row } of rows) {
      const isCurrent = player.leg === placed;
      const isHeard = player.isHeard(placed);
      const canPlay = placed.file !== null && !player.unplayable.has(number);
      const action = isHeard ? 'Pause' : 'Play';
      const name = canPlay ? `${action} leg ${number}` : `Leg ${number}, no audio`;
      if (button.getAttribute('aria-label') !== name) {
        button.setAttribute('aria-label', name);
        button.setAttribute('aria-disabled', String(!canPlay));
        button.classList.toggle('is-playing', isHeard);
      }
      if (isCurrent) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
  };
}

function toggleLeg(player: CallPlayer, placed: SavedLeg) {
  if (!placed.file || player.unplayable.has(placed.leg.leg)) return;
  if (player.isHeard(placed)) return player.pause();
  if (player.leg === placed && !player.isPlaying) return player.play();
  player.pause();
  player.seek(placed.startSeconds);
  player.play();
}

function rowOf({ leg, length, exported, file, ownerClass }: SavedLeg, button: HTMLElement) {
  const kind = kindWord(leg);
  return element(
    'tr',
    { class: ownerClass },
    element('td', { class: 'cell-play' }, button),
    element('th', { scope: 'row' }, String(leg.leg)),
    element(
      'td',
      { class: 'cell-kind' },
      kind ? element('em', { title: leg.kind?.because ?? null }, kind) : '–',
    ),
    element(
      'td',
      { class: 'cell-owner' },
      element('i', { class: 'swatch owner-bar' }),
      element('span', {}, ownerName(leg)),
    ),
    element(
      'td',
      { class: 'cell-start' },
      element('time', { datetime: leg.startedAt }, timeOf(leg.startedAt)),
    ),
    element('td', { class: 'cell-length' }, lengthWords({ length })),
    element('td', { class: 'cell-file' }, ...fileWords(exported, file)),
  );
}

function fileWords(exported: SavedLeg['exported'], file: string | null) {
  const problem = exported?.problem;
  const words = [];
  if (problem) {
    words.push(
      element('strong', { class: 'problem' }, file ? 'Broke off. ' : 'Missing. '),
      element('span', { class: 'problem' }, problem.detail),
    );
  }
  for (const part of [exported?.played, exported?.original]) {
    if (!part) continue;
    const isOriginal = part === exported?.original;
    words.push(
      element(
        'span',
        { class: 'file' },
        element(
          'a',
          { href: addressOf(part.file) },
          isOriginal
            ? 'Original file (unchanged from the PBX)'
            : (part.file.split('/').at(-1) ?? ''),
        ),
        `, ${sizeOf(part.bytes)}`,
      ),
      element('code', {}, part.sha256),
    );
  }
  return words.length > 0 ? words : ['–'];
}

/** The style sheet draws it: a triangle, or two bars. */
function playIcon() {
  return element('i', { class: 'play-icon', 'aria-hidden': 'true' });
}
