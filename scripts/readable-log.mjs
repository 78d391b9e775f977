// @ts-check

/**
 * A writer for a server's output that prints each whole line as a person reads it: a JSON log line
 * as its level and message, anything else as it is.
 *
 * @param {string} name  who speaks
 * @param {(line: string) => void} print
 * @returns {(chunk: string) => void}
 */
export function readableLog(name, print) {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) print(`${name}: ${readableLine(line)}`);
  };
}

/** @param {string} line */
function readableLine(line) {
  if (!line.startsWith('{')) return line;
  try {
    const { level, msg, code, err } = JSON.parse(line);
    const message = [msg, err?.message].filter(Boolean).join(': ');
    return message ? `${level}: ${message}${code ? ` (${code})` : ''}` : line;
  } catch {
    return line;
  }
}
