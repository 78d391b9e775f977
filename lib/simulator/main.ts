import { loadClips } from './clips';
import { createSimulator, DEMO_API_KEY } from './create-simulator';
import { serveSimulator } from './serve-simulator';

const {
  PBX_PORT = '4010',
  PBX_HOST = '127.0.0.1',
  PBX_API_KEY = DEMO_API_KEY,
  PBX_SEED = '1',
  PBX_TIME_ZONE = 'Australia/Melbourne',
} = process.env;

loadClips();
const simulator = createSimulator({
  seed: Number(PBX_SEED),
  apiKey: PBX_API_KEY,
  timeZone: PBX_TIME_ZONE,
});
const place = { port: Number(PBX_PORT), host: PBX_HOST };
const { url, close } = await serveSimulator(simulator, place).catch((error: Error) => {
  console.error(`The simulated PBX cannot listen on ${PBX_HOST}:${PBX_PORT}: ${error.message}`);
  console.error('PBX_PORT chooses another port.');
  process.exit(1);
});

console.log(`The simulated PBX listens on ${url}`);
console.log(`Its key is ${PBX_API_KEY === DEMO_API_KEY ? PBX_API_KEY : 'the one in PBX_API_KEY'}`);
for (const { tag, uniqueId, what } of simulator.examples.slice(0, 4)) {
  console.log(`  ${tag}  ${uniqueId}  ${what}`);
}
console.log('All tags: docs/simulator.md');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => close().then(() => process.exit(0)));
}
