import { formatShare } from '@/components/wording/format-count';
import { formatDuration } from '@/components/wording/format-duration';
import { formatCaller, formatNumber } from '@/components/wording/format-number';
import { dialledNumber } from '@/lib/contract/dialled-number';
import { visibleText } from '@/lib/contract/visible-text';
import type { CallModel } from './call-model';
import { element, part } from './element';
import { momentOf } from './words';

/** Who called whom, when, under which tag, and how much of the call the folder holds. */
export function drawFacts({ call, manifest, legs, heldSeconds, durationSeconds }: CallModel) {
  const dialled = dialledNumber(call);
  const title = part('title');
  title.replaceChildren(
    formatCaller(call.source),
    element('span', { class: 'quiet' }, element('span', { 'aria-hidden': 'true' }, ' → ')),
    element('span', { class: 'for-readers' }, ' to '),
    dialled ? formatNumber(dialled) : 'unknown',
  );
  const share = formatShare(heldSeconds, durationSeconds);
  part('facts').append(
    ...[
      ['', `${nameOf(call.direction)}${momentOf(call.startedAt)}`],
      ...(call.tags.length > 0 ? call.tags : ['none']).map((tag) => ['Tag', visibleText(tag)]),
      ['Unique id', visibleText(call.uniqueId)],
      ['', `${share} of ${formatDuration(durationSeconds)} in this folder`],
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
      : `${incomplete} of ${legs.length} legs ${incomplete === 1 ? 'is' : 'are'} missing or incomplete. The list of legs says why.`;
  part('completeness').classList.toggle('problem', incomplete > 0);
  part('made').textContent =
    `Saved by Legato on ${momentOf(manifest.madeAt)}. Kinds of legs are inferred: the PBX does not report them.`;
}

function nameOf(direction: string | null) {
  return direction ? `${direction.charAt(0).toUpperCase()}${direction.slice(1)}, ` : '';
}
