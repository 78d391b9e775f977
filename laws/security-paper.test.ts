import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/* docs/security.md holds Legato against ASVS 5.0: every requirement of levels 1 and 2 has one verdict. */

const VERDICTS = ['Met', 'Not met', 'Does not apply'] as const;
const REQUIREMENTS = 253;
const CHAPTERS = 17;

const paper = readFileSync(new URL('../docs/security.md', import.meta.url), 'utf8');
const chapters = (paper.split('\n## OWASP')[1] ?? '').split('\n### ').slice(1);

/** `1.2.1 to 1.2.5` names five. */
function requirementsIn(text: string): string[] {
  const named = text
    .replace(/\]\([^)]*\)/g, ']')
    .matchAll(/\b(\d+\.\d+)\.(\d+)(?: to \1\.(\d+))?\b/g);
  return [...named].flatMap(([, section, first, last = first]) =>
    Array.from(
      { length: Number(last) - Number(first) + 1 },
      (_, index) => `${section}.${Number(first) + index}`,
    ),
  );
}

test('each requirement of ASVS 5.0, level 2, is met, not met, or does not apply', () => {
  const judged: Record<string, string[]> = { Met: [], 'Not met': [], 'Does not apply': [] };
  for (const chapter of chapters) {
    const number = /^V(\d+) /.exec(chapter)?.[1];
    for (const paragraph of chapter.split('\n\n').slice(1)) {
      const named = requirementsIn(paragraph);
      const verdict = VERDICTS.find((one) => paragraph.startsWith(one));
      if (named.length === 0) continue;
      expect([verdict, paragraph], 'Begin the paragraph with its verdict.').not.toContain(
        undefined,
      );
      for (const one of named) expect(one).toMatch(new RegExp(`^${number}\\.`));
      judged[verdict ?? '']?.push(...named);
    }
  }
  const all = Object.values(judged).flat();
  expect(chapters).toHaveLength(CHAPTERS);
  expect(new Set(all).size, 'Judge each requirement once.').toBe(all.length);
  expect(all).toHaveLength(REQUIREMENTS);
  const [met, not, nothing] = VERDICTS.map((verdict) => judged[verdict]?.length);
  expect(paper).toContain(`${met} met, ${not} not met, ${nothing} do not apply`);
});
