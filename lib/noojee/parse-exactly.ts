/**
 * Parses JSON whose numbers are names. A double loses the last digit of `1764025200.830`, which then is another call,
 * and those of a record id above 2^53: where a text has numbers, each becomes a string as it was written. Numbers with
 * an exponent name nothing, and stay numbers.
 *
 * @throws SyntaxError
 */
export function parseExactly(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return hasNumber(value) ? JSON.parse(text.replace(STRING_OR_NUMBER, quoteNumber)) : value;
}

/** A string is taken whole, so that digits within one are left alone. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

const quoteNumber = (token: string): string => (/^"|e/i.test(token) ? token : `"${token}"`);

/** Without recursion: a reply may be nested as deeply as it likes. */
function hasNumber(value: unknown): boolean {
  const rest = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next === 'number') return true;
    if (typeof next !== 'object' || next === null) continue;
    for (const one of Object.values(next)) rest.push(one);
  }
  return false;
}
