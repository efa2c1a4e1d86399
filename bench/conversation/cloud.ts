/**
 * `npm run bench:cloud`: as `bench:conversation`, with hearing, language model and voice behind the protocols of cloud
 * services at their published latencies: ours, and plain LiveKit Agents with the same services. One JSON line; see docs/benchmarks.md.
 */
import './quiet.ts';
import { parseArgs } from 'node:util';
import { compare } from './caller/compare.ts';
import { overLines } from './caller/over-lines.ts';
import { published, startCloud } from './cloud/services.ts';
import { loadRecordings } from './recordings.ts';
import { machine, modelsDir, say } from './surroundings.ts';
import { startGreenroom } from './systems/greenroom.ts';
import { startLiveKitDefaults } from './systems/livekit-defaults.ts';
import { forgetServices } from './systems/system.ts';

const { values } = parseArgs({ options: { answers: { type: 'string' }, 'answers-limit': { type: 'string' } } });
const around = machine();
const answers = await loadRecordings(values.answers, Number(values['answers-limit'] ?? Infinity));
const models = await modelsDir(say);
const overLine = await overLines(models);
forgetServices();
const cloud = await startCloud(models);
try {
  const greenroom = await startGreenroom(cloud.env);
  try {
    const compared = await compare({ greenroom, baselines: { livekitDefaults: () => startLiveKitDefaults({ ...greenroom.whole.env, ...cloud.env }, say, published.firstTokenMs) }, answers, overLine, say });
    console.log(JSON.stringify({ bench: 'cloud', ...around, recordings: answers.length, latencies: published, ...compared }));
  } finally {
    await greenroom.stop();
  }
} finally {
  await cloud.stop();
}
process.exit();
