import { createSimulator } from './create-simulator';

/** For tests: a simulated PBX whose recordings are opened by tag, and whose pauses take no time. */
export function openRecordings() {
  const waited: number[] = [];
  const simulator = createSimulator({
    apiKey: 'k',
    now: () => Date.parse('2026-11-23T23:05:00Z'),
    wait: async (ms) => void waited.push(ms),
  });
  const ask = (question: string, signal?: AbortSignal) =>
    simulator.handle(
      new Request(`http://pbx/njadmin/rest/RecordingAPI/${question}&apiKey=k`, {
        method: 'POST',
        ...(signal ? { signal } : {}),
      }),
    );
  async function open(tag: string, leg = 1, signal?: AbortSignal) {
    const [first] = await (await ask(`retrieveMetaData?tag=${tag}`)).json();
    return ask(`retrieveByUniqueId?uniqueId=${first.UniqueId}&leg=${leg}`, signal);
  }
  const bytes = async (tag: string, leg = 1) =>
    Buffer.from(await (await open(tag, leg)).arrayBuffer());
  return { waited, ask, open, bytes, requests: simulator.requests };
}
