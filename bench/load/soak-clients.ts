import type { Call } from '@/lib/contract/call';
import { paths } from '@/lib/paths';
import { AUDIO_FAULTS, METADATA_FAULTS } from '@/lib/simulator/faults';
import type { House } from '../servers/house';
import type { PageVisits } from './soak-pages';
import type { Visitor } from './visitor';

/** One who does one thing after another; each turn is another one, and after `turns` it begins again. */
export interface SoakClient {
  turns: number;
  take(turn: number): Promise<void>;
}

const PLAYED = ['INV-20418', 'PLAY-ALL', 'FIVE-LEGS', 'TWELVE-LEGS', 'TWENTY-MINUTES', 'HOUR-LEG'];
const EXPORTED = ['INV-20418', 'PLAY-ALL', 'ONE-LEG', 'FIVE-LEGS'];
/** A fault that lasts is left after so long. */
const FAULT_MS = 1_200;
/** More than a player asks for at once, less than a leg of a minute. */
const SOME_BYTES = 200_000;

/** The three clients of the soak: one of pages, one of sound, one of files and faults. */
export async function soakClients(
  house: House,
  visitor: Visitor,
  pages: PageVisits,
): Promise<SoakClient[]> {
  const found = async (tags: readonly string[]) => {
    const calls: Call[] = [];
    for (const tag of tags) {
      const [call] = await house.findCalls(tag);
      if (!call) throw new Error(`The simulated PBX has no call tagged ${tag}.`);
      calls.push(call);
    }
    return calls;
  };
  return [
    { turns: pages.turns, take: (turn) => pages.visit(visitor, turn) },
    player(visitor, await found(PLAYED)),
    exporter(visitor, await found(EXPORTED), await found(AUDIO_FAULTS.map(({ tag }) => tag))),
  ];
}

/** Plays each leg: from its start, by seeking, by one side, and leaves midway. */
function player(visitor: Visitor, calls: readonly Call[]): SoakClient {
  const legs = calls.flatMap(({ uniqueId, legs }) => legs.map(({ leg }) => ({ uniqueId, leg })));
  return {
    turns: legs.length,
    async take(turn) {
      const { uniqueId, leg } = legs[turn % legs.length] ?? { uniqueId: '', leg: 0 };
      const audio = paths.api.audio(uniqueId, leg);
      const at = (range: string) => ({ headers: { range: `bytes=${range}` } });
      const some = { leaveAfterBytes: SOME_BYTES };
      await visitor.ask(paths.api.sounds(uniqueId, [leg]), { leaveAfterMs: turn % 2 ? 50 : 5_000 });
      await visitor.ask(audio, { ...at('0-'), ...some });
      for (const start of [400_000, 44, 100_000, 250_000]) {
        await visitor.ask(audio, at(`${start}-${start + 65_535}`));
        await visitor.ask(audio, { ...at(`${start}-`), leaveAfterMs: 5 });
      }
      await visitor.ask(audio, at('999999999999-'));
      await visitor.ask(audio, { ...at('-5000') });
      for (const side of ['left', 'right'] as const) {
        await visitor.ask(paths.api.audioSide(uniqueId, leg, side), some);
      }
      await visitor.ask(paths.api.peaks(uniqueId, leg), { leaveAfterMs: 5_000 });
      await visitor.ask(paths.api.marks(uniqueId, leg), { leaveAfterMs: 5_000 });
      await visitor.ask(paths.api.keptSounds(uniqueId), { leaveAfterMs: 5_000 });
      await visitor.ask(paths.api.heard(uniqueId));
    },
  };
}

/** Exports calls and downloads legs, to the end and not, and meets every fault of the simulated PBX. */
function exporter(visitor: Visitor, calls: readonly Call[], faulty: readonly Call[]): SoakClient {
  const early = { leaveAfterMs: FAULT_MS };
  const files = calls.flatMap(({ uniqueId, legs }) => [
    () => visitor.ask(paths.api.callDownload(uniqueId)),
    () => visitor.ask(paths.api.callDownload(uniqueId), { leaveAfterBytes: SOME_BYTES }),
    ...legs
      .slice(0, 2)
      .flatMap(({ leg }) => [
        () => visitor.ask(paths.api.audioDownload(uniqueId, leg)),
        () => visitor.ask(paths.api.originalDownload(uniqueId, leg), { leaveAfterMs: 20 }),
      ]),
  ]);
  const faults = [
    ...faulty.flatMap(({ uniqueId }) => [
      () => visitor.ask(paths.api.audio(uniqueId, 1), early),
      () => visitor.ask(paths.api.callDownload(uniqueId), early),
      () => visitor.ask(paths.api.sounds(uniqueId, [1]), { leaveAfterMs: FAULT_MS / 2 }),
    ]),
    ...METADATA_FAULTS.map(
      ({ tag }) =>
        () =>
          visitor.ask(paths.search({ tag }), early),
    ),
    () => visitor.ask(paths.api.logExport('csv', new URLSearchParams()), early),
    () => visitor.ask(paths.api.exportRights(), early),
  ];
  const all = faults.flatMap((fault, index) => {
    const file = files[index % files.length];
    return file ? [fault, file] : [fault];
  });
  return {
    turns: all.length,
    async take(turn) {
      await all[turn % all.length]?.();
    },
  };
}
