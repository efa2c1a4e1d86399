/**
 * `npm run bench:capacity -- --interviews 1,4,10 --minutes 3`: spoken interviews at once on this machine; their response
 * against that of the first count, CPU and memory of each, growth of memory (`--minutes 45` for a whole interview's).
 * `--answer-seconds 60` joins recordings into answers as long as real ones: twenty questions then last 45 minutes.
 * `--answers-limit 8` takes a few recordings, so that one interview alone is measured over the same ones as many are.
 * `--cloud` has services at their published latencies in the place of local speech. One JSON line; see docs/benchmarks.md.
 */
import './quiet.ts';
import { parseArgs } from 'node:util';
import { StackError } from '../../stack/index.ts';
import { against, type Against, type Delay } from './capacity/against.ts';
import { crowd, type CrowdFigures } from './capacity/crowd.ts';
import { startCloud } from './cloud/services.ts';
import { longerAnswers } from './longer.ts';
import { loadRecordings } from './recordings.ts';
import { machine, modelsDir, say } from './surroundings.ts';
import { startGreenroom } from './systems/greenroom.ts';
import { forgetServices } from './systems/system.ts';

const { values } = parseArgs({ options: { answers: { type: 'string' }, 'answers-limit': { type: 'string' }, 'answer-seconds': { type: 'string', default: '0' }, interviews: { type: 'string', default: '1,4,10' }, minutes: { type: 'string', default: '3' }, cloud: { type: 'boolean', default: false } } });
const counts = values.interviews.split(',').map(Number);
const minutes = Number(values.minutes);
if (counts.some((count) => !Number.isInteger(count) || count < 1 || count > 50)) throw new StackError('--interviews: expected numbers from 1 to 50 with commas, such as 1,4,10');
if (!(minutes >= 0.5 && minutes <= 120)) throw new StackError('--minutes: expected a number from 0.5 to 120');
const answerSeconds = Number(values['answer-seconds']);
if (!(answerSeconds >= 0 && answerSeconds <= 240)) throw new StackError('--answer-seconds: expected a number from 0 to 240');
const around = machine();
const answers = longerAnswers(await loadRecordings(values.answers, Number(values['answers-limit'] ?? Infinity)), answerSeconds);
forgetServices();
const cloud = values.cloud ? await startCloud(await modelsDir(say)) : undefined;
try {
  const greenroom = await startGreenroom(cloud?.env ?? {});
  try {
    const results: (Omit<CrowdFigures, 'delays'> & { againstFirst: Against })[] = [];
    let first: readonly Delay[] | undefined;
    for (const interviews of counts) {
      say(`${interviews} at once for ${minutes} min`);
      const { delays, ...figures } = await crowd({ greenroom, answers, interviews, minutes, say });
      first ??= delays;
      results.push({ ...figures, againstFirst: against(delays, first) });
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
