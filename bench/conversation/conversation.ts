/**
 * `npm run bench:conversation`: what a caller hears over real WebRTC. With `--baseline` the same recordings are also played
 * to plain LiveKit Agents and to a Pipecat bot, in the same run, with the same hearing and voice. One JSON line; see docs/benchmarks.md.
 */
import './quiet.ts';
import { parseArgs } from 'node:util';
import { compare } from './caller/compare.ts';
import { overLines } from './caller/over-lines.ts';
import { loadRecordings } from './recordings.ts';
import { machine, modelsDir, say } from './surroundings.ts';
import { startGreenroom } from './systems/greenroom.ts';
import { startLiveKitDefaults } from './systems/livekit-defaults.ts';
import { startPipecat } from './systems/pipecat.ts';
import { forgetServices } from './systems/system.ts';

const { values } = parseArgs({ options: { answers: { type: 'string' }, 'answers-limit': { type: 'string' }, baseline: { type: 'boolean', default: false } } });
const around = machine();
const answers = await loadRecordings(values.answers, Number(values['answers-limit'] ?? Infinity));
const overLine = await overLines(await modelsDir(say));
forgetServices();
const greenroom = await startGreenroom({});
try {
  const { env } = greenroom.whole;
  const baselines = values.baseline ? { livekitDefaults: () => startLiveKitDefaults(env, say), pipecat: () => startPipecat(env, say) } : {};
  console.log(JSON.stringify({ bench: 'conversation', ...around, recordings: answers.length, ...(await compare({ greenroom, baselines, answers, overLine, say })) }));
} finally {
  await greenroom.stop();
}
process.exit();
