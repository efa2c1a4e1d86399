/**
 * `npm run bench:live`: a word is spoken; when is it, its filler mark and a measure that counts it at a coach's live socket?
 * With local speech, and with `--cloud` with services at their published latencies. One JSON line; see docs/benchmarks.md.
 */
import './quiet.ts';
import { parseArgs } from 'node:util';
import { startCloud } from './cloud/services.ts';
import { measureLag } from './live/measure.ts';
import { loadRecordings } from './recordings.ts';
import { machine, modelsDir, say } from './surroundings.ts';
import { startGreenroom } from './systems/greenroom.ts';
import { forgetServices } from './systems/system.ts';

const { values } = parseArgs({ options: { answers: { type: 'string' }, 'answers-limit': { type: 'string' }, cloud: { type: 'boolean', default: false } } });
const around = machine();
const answers = await loadRecordings(values.answers, Number(values['answers-limit'] ?? Infinity));
forgetServices();
const cloud = values.cloud ? await startCloud(await modelsDir(say)) : undefined;
try {
  const greenroom = await startGreenroom(cloud?.env ?? {});
  try {
    console.log(JSON.stringify({ bench: 'live', ...around, speech: cloud === undefined ? 'local' : 'cloud-shaped', recordings: answers.length, ...(await measureLag(greenroom, answers, say)) }));
  } finally {
    await greenroom.stop();
  }
} finally {
  await cloud?.stop();
}
process.exit();
