/**
 * `npm run bench:turns`: end-of-turn decisions over recordings, without a room and faster than they were spoken. Prints one
 * JSON line: for each decision how many thinking pauses it cuts into and how late it answers, as it is configured and as a
 * curve, for the part of the recordings that may be tuned on and for the one that may not. See docs/benchmarks.md.
 */
import './quiet.ts';
import { parseArgs } from 'node:util';
import { loadRecordings, type Answer } from './recordings.ts';
import { ratio, round } from './figures.ts';
import { machine, modelsDir, say } from './surroundings.ts';
import { delayAtCutIns, outcomeAt, summary, trialOf, type Trial } from './turns/curve.ts';
import { audioModelAlone, fixedWait, ours, type Decision } from './turns/decisions.ts';
import { hear, type Heard } from './turns/replay.ts';

const { values } = parseArgs({ options: { answers: { type: 'string' }, 'answers-limit': { type: 'string' } } });
const around = machine();
const answers = await loadRecordings(values.answers, Number(values['answers-limit'] ?? Infinity));
const models = await modelsDir(say);
const startedAt = performance.now();
const heard: Heard[] = [];
for (const answer of answers) {
  heard.push(await hear(answer, models));
  say(`${answer.id}: heard`);
}

const baseline = fixedWait(1_000);
const decisions: { decision: Decision; trials: Trial[] }[] = [];
for (const decision of [ours, audioModelAlone, baseline]) {
  const trials: Trial[] = [];
  for (const each of heard) trials.push(trialOf(each.answer, await decision.looks(each)));
  decisions.push({ decision, trials });
}
const fixed = decisions.find(({ decision }) => decision === baseline)?.trials ?? [];

/** Our delay as a part of that of a fixed wait which cuts into no more pauses. */
function againstFixedWait(trials: readonly Trial[], fixedTrials: readonly Trial[]): object {
  const { cutIns, delays } = outcomeAt(trials, 1);
  const meanMs = delays.length === 0 ? null : delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
  const fixedMs = delayAtCutIns(fixedTrials, cutIns);
  const at = (most: number): number | null => ratio(delayAtCutIns(trials, most), delayAtCutIns(fixedTrials, most));
  return { cutIns: round(cutIns, 3), meanMs: round(meanMs), fixedWaitMeanMs: fixedMs, ratio: ratio(meanMs, fixedMs), ratioAt5PercentCutIns: at(0.05), ratioAt10PercentCutIns: at(0.1) };
}

const parts: Record<string, (part: Answer['part']) => boolean> = { all: () => true, tuning: (part) => part === 'tuning', unseen: (part) => part === 'unseen' };
const byPart = Object.fromEntries(Object.entries(parts).map(([name, belongs]) => {
  const of = (trials: readonly Trial[]): Trial[] => trials.filter(({ part }) => belongs(part));
  return [name, { ...Object.fromEntries(decisions.map(({ decision, trials }) => [decision.name, summary(of(trials))])), oursToFixedWaitAtEqualCutIns: againstFixedWait(of(decisions[0]?.trials ?? []), of(fixed)) }];
}));
console.log(JSON.stringify({ bench: 'turns', ...around, recordings: answers.length, seconds: round((performance.now() - startedAt) / 1000, 1), ...byPart }));
process.exit();
