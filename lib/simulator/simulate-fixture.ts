import { createSimulator } from './create-simulator';

/** For tests: a simulated PBX at a fixed time, whose pauses take no time and which is asked directly. */
export function simulate() {
  let nowMs = Date.parse('2026-11-23T23:05:00Z');
  const waited: number[] = [];
  const simulator = createSimulator({
    apiKey: 'k',
    now: () => nowMs,
    byHourIntervalMs: 0,
    wait: async (ms) => void waited.push(ms),
  });
  const ask = (question: string, signal?: AbortSignal) =>
    simulator.handle(
      new Request(`http://pbx/njadmin/rest/RecordingAPI/${question}&apiKey=k`, {
        method: 'POST',
        ...(signal ? { signal } : {}),
      }),
    );
  /** The recording of a leg of the tag's first call. */
  async function open(tag: string, leg = 1, signal?: AbortSignal) {
    const [first] = await (await ask(`retrieveMetaData?tag=${tag}`)).json();
    return ask(`retrieveByUniqueId?uniqueId=${first.UniqueId}&leg=${leg}`, signal);
  }
  return {
    waited,
    requests: simulator.requests,
    ask,
    open,
    bytes: async (tag: string, leg = 1) => Buffer.from(await (await open(tag, leg)).arrayBuffer()),
    byTag: (tag: string, signal?: AbortSignal) => ask(`retrieveMetaData?tag=${tag}`, signal),
    byUniqueId: (uniqueId: string) => ask(`retrieveMetaDataByUniqueId?uniqueId=${uniqueId}`),
    byHour: async (hour: number): Promise<Record<string, unknown>[]> =>
      (await ask(`retrieveMetaDataByHour?date=2026/11/23&hour=${hour}`)).json(),
    /** Lets the PBX's clock go on. */
    pass(ms: number) {
      nowMs += ms;
    },
  };
}
