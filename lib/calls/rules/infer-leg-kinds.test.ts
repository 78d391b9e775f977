import { describe, expect, it } from 'vitest';
import { inferLegKinds, type KindClue } from './infer-leg-kinds';

/** Legs of 60 s in a row, one per owner; `Administrator` is the system user. */
function inARow(...owners: (string | null)[]): KindClue[] {
  return owners.map((username, index) => ({
    leg: index + 1,
    username,
    isSystemUser: username === 'Administrator',
    destination: username && `ext-of-${username}`,
    startMs: index * 60_000,
    endMs: (index + 1) * 60_000,
  }));
}

const names = (legs: KindClue[]) => inferLegKinds(legs).map((kind) => kind.name);

describe('inferLegKinds', () => {
  it('reads a system owner as waiting and the first agent as answered', () => {
    expect(names(inARow('Administrator', 'Priya'))).toEqual(['waiting', 'answered']);
  });

  it('reads a new agent as a transfer and names both owners and end points', () => {
    const kinds = inferLegKinds(inARow('Priya', 'Fred'));
    expect(kinds[1]).toEqual({
      name: 'transfer',
      because:
        'The owner changed from Priya to Fred, the end point from ext-of-Priya to ext-of-Fred.',
    });
  });

  it('ends a sentence once, also after a name that ends in a full stop', () => {
    const [kind] = inferLegKinds(inARow('Priya N.'));
    expect(kind?.because).toBe('The first leg that an agent owns, Priya N.');
  });

  it('reads an agent who had the call before as returned', () => {
    expect(names(inARow('Priya', 'Fred', 'Priya'))).toEqual(['answered', 'transfer', 'returned']);
  });

  it('reads the same agent after waiting as returned', () => {
    expect(names(inARow('Priya', 'Administrator', 'Priya'))[2]).toBe('returned');
  });

  it('gives no kind when the same owner simply goes on', () => {
    expect(names(inARow('Priya', 'Priya'))[1]).toBe('unknown');
  });

  it('gives no kind without an owner', () => {
    expect(names(inARow('Priya', null))[1]).toBe('unknown');
  });

  it('reads a long overlap as joined and a short one as a transfer', () => {
    const [first, second] = inARow('Priya', 'Fred');
    if (!first || !second) throw new Error('two legs were made');
    expect(names([first, { ...second, startMs: 40_000 }])[1]).toBe('joined');
    expect(names([first, { ...second, startMs: 56_000 }])[1]).toBe('transfer');
  });

  it('reads a short leg that lies wholly in another as joined', () => {
    const [first, second] = inARow('Priya', 'Fred');
    if (!first || !second) throw new Error('two legs were made');
    expect(names([first, { ...second, startMs: 20_000, endMs: 25_000 }])[1]).toBe('joined');
  });

  it('reads a leg in a much earlier one that still goes on as joined', () => {
    const [first, ...others] = inARow('Priya', ...Array.from({ length: 200 }, () => 'Fred'));
    if (!first) throw new Error('legs were made');
    const legs = [{ ...first, endMs: 201 * 60_000 }, ...others];
    expect(names(legs).at(-1)).toBe('joined');
  });

  it('finds a companion whatever the order of the starts', () => {
    const [first, second, third] = inARow('Priya', 'Dana', 'Fred');
    if (!first || !second || !third) throw new Error('three legs were made');
    expect(names([first, second, { ...third, startMs: 0, endMs: 30_000 }])[2]).toBe('joined');
  });

  it.each([
    ['in a row', (index: number) => index * 5_000],
    ['all at once', () => 0],
  ])('looks at each leg a bounded number of times, %s', (_order, startOf) => {
    let reads = 0;
    const legs = Array.from({ length: 9_999 }, (_, index) => ({
      leg: index + 1,
      username: 'Priya',
      isSystemUser: false,
      destination: null,
      startMs: startOf(index),
      get endMs() {
        reads += 1;
        return this.startMs + 20_000;
      },
    }));
    inferLegKinds(legs);
    expect(reads / legs.length).toBeLessThan(250);
  });
});
