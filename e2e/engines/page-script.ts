/**
 * The text of a function that calls `inPage` with arguments and answers JSON, whatever happens: `{"value": …}` or
 * `{"error": …}`. As text it says the same to every protocol.
 */
export function pageScript(
  inPage: (...args: never[]) => unknown,
  args: readonly unknown[],
): string {
  return `async () => {
    try {
      return JSON.stringify({ value: await (${inPage.toString()})(...${JSON.stringify(args)}) });
    } catch (error) {
      return JSON.stringify({ error: String(error && error.stack || error) });
    }
  }`;
}

/** What the page answered. Throws what was thrown there. */
export function readPageAnswer<Result>(text: string): Result {
  const answer: { value: Result } | { error: string } = JSON.parse(text);
  if ('error' in answer) throw new Error(`In the page: ${answer.error}`);
  return answer.value;
}
