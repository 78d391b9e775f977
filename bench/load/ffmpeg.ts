import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Milliseconds that ffmpeg takes to decode a file to nothing. */
export async function decodeByFfmpeg(file: string): Promise<number> {
  const startedAt = performance.now();
  const args = ['-v', 'error', '-nostdin', '-i', file, '-f', 'null', '-'];
  const ffmpeg = spawn('ffmpeg', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(ffmpeg, 'exit');
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
  return performance.now() - startedAt;
}
