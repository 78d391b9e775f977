import type { CallModel } from './call-model';
import { element, part } from './element';
import { clockOf, momentOf, zoneOf } from './words';

/** Who called whom, when, under which tag, how much of it is in the folder, and what is not. */
export function drawFacts({ call, manifest, legs, heardSeconds }: CallModel) {
  const dialled = call.direction === 'inbound' ? (call.did ?? call.destination) : call.destination;
  const title = part('title');
  title.replaceChildren(
    call.source || 'No caller id',
    element('span', { class: 'quiet' }, element('span', { 'aria-hidden': 'true' }, ' → ')),
    element('span', { class: 'for-readers' }, ' to '),
    dialled || 'unknown',
  );
  const share = call.durationSeconds > 0 ? Math.min(1, heardSeconds / call.durationSeconds) : 1;
  const percent = Math.floor(share * 100 + 1e-9);
  part('facts').append(
    ...[
      ['', `${nameOf(call.direction)}${momentOf(call.startedAt)} (${zoneOf(call.startedAt)})`],
      ...(call.tags.length > 0 ? call.tags : ['none']).map((tag) => ['Tag', tag]),
      ['Unique id', call.uniqueId],
      ['', `${percent} % of ${clockOf(call.durationSeconds)} in this folder`],
    ].map(([name = '', value = '']) =>
      element(
        'li',
        {},
        name && element('span', { class: 'quiet' }, `${name} `),
        element('b', {}, value),
      ),
    ),
  );
  const incomplete = manifest.legs.filter(({ status }) => status !== 'complete').length;
  part('completeness').textContent =
    incomplete === 0
      ? `All ${legs.length} legs are in this folder.`
      : `${incomplete} of ${legs.length} legs could not be had in full: the list says which, and why.`;
  part('completeness').classList.toggle('problem', incomplete > 0);
  part('made').textContent =
    `Saved by Legato on ${momentOf(manifest.madeAt)} (${zoneOf(manifest.madeAt)}). Kinds of legs are inferred, the PBX does not tell them.`;
}

function nameOf(direction: string | null) {
  return direction ? `${direction.charAt(0).toUpperCase()}${direction.slice(1)}, ` : '';
}
