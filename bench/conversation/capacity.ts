/**
 * `npm run bench:capacity -- --interviews 1,4,10 --minutes 3`: spoken interviews at once on this machine; their response
 * against that of the first count, CPU and memory of each, growth of memory (`--minutes 45` for a whole interview's).
 * `--cloud` has services at their published latencies in the place of local speech. One JSON line; see docs/benchmarks.md.
 */
import './quiet.ts';
import { parseArgs } from 'node:util';
import { StackError } from '../../stack/index.ts';
import { crowd, type CrowdFigures } from './capacity/crowd.ts';
import { startCloud } from './cloud/services.ts';
import { ratio } from './figures.ts';
import { loadRecordings } from './recordings.ts';
import { machine, modelsDir, say } from './surroundings.ts';
import { startGreenroom } from './systems/greenroom.ts';
import { forgetServices } from './systems/system.ts';

const { values } = parseArgs({ options: { answers: { type: 'string' }, interviews: { type: 'string', default: '1,4,10' }, minutes: { type: 'string', default: '3' }, cloud: { type: 'boolean', default: false } } });
const counts = values.interviews.split(',').map(Number);
const minutes = Number(values.minutes);
if (counts.some((count) => !Number.isInteger(count) || count < 1 || count > 50)) throw new StackError('--interviews: expected numbers from 1 to 50 with commas, such as 1,4,10');
if (!(minutes >= 0.5 && minutes <= 120)) throw new StackError('--minutes: expected a number from 0.5 to 120');
const around = machine();
const answers = await loadRecordings(values.answers);
forgetServices();
const cloud = values.cloud ? await startCloud(await modelsDir(say)) : undefined;
try {
  const greenroom = await startGreenroom(cloud?.env ?? {});
  try {
    const results: (CrowdFigures & { p95AgainstFirst: number | null })[] = [];
    for (const interviews of counts) {
      say(`${interviews} at once for ${minutes} min`);
      const figures = await crowd({ greenroom, answers, interviews, minutes, say });
      results.push({ ...figures, p95AgainstFirst: ratio(figures.response.p95Ms, results[0]?.response.p95Ms ?? figures.response.p95Ms) });
      say(`${interviews}: P50 ${figures.response.p50Ms ?? '–'} ms, P95 ${figures.response.p95Ms ?? '–'} ms`);
    }
    console.log(JSON.stringify({ bench: 'capacity', ...around, speech: cloud === undefined ? 'local' : 'cloud-shaped', results }));
  } finally {
    await greenroom.stop();
  }
} finally {
  await cloud?.stop();
}
process.exit();
