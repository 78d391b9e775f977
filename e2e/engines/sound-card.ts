import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findProgram } from '../../scripts/find-engines.mjs';
import { type ProgramGroup, startProgramGroup } from './program-group';

const START_MS = 180_000;

/** A sound card without a loudspeaker: it takes sound at the speed at which it would be heard. */
export interface SoundCard {
  /** Environment in which programs play to it. */
  env: { PULSE_SERVER: string };
  stop(): Promise<void>;
}

/** Starts a PulseAudio of its own with one sink that leads nowhere, its socket in `folder`. */
export async function startSoundCard(folder: string): Promise<SoundCard> {
  const program = findProgram('pulseaudio');
  if (!program)
    throw new Error('No pulseaudio here, which stands in for a sound card: install it.');
  const socket = join(folder, 'sound');
  const daemon = startProgramGroup(
    program,
    [
      '-n',
      ...['--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--disable-shm=yes'],
      ...['-L', 'module-null-sink sink_name=nowhere'],
      ...['-L', `module-native-protocol-unix auth-anonymous=1 socket=${socket}`],
    ],
    { HOME: folder, XDG_RUNTIME_DIR: folder },
  );
  await untilThere(socket, daemon);
  return { env: { PULSE_SERVER: `unix:${socket}` }, stop: daemon.stop };
}

async function untilThere(socket: string, daemon: ProgramGroup): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (!existsSync(socket)) {
    if (Date.now() > deadline || daemon.child.exitCode !== null) {
      await daemon.stop();
      throw new Error(`PulseAudio did not start. It said:\n${daemon.output()}`);
    }
    await delay(50);
  }
}
