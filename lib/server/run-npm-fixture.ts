import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** `npm run --silent …` as somebody types it: what it prints, and how it ends. */
export async function runNpm(env: NodeJS.ProcessEnv, ...words: string[]) {
  const child = spawn('npm', ['run', '--silent', ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { out, err, code };
}
