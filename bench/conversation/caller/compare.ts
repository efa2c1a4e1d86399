/** Ours and the baselines over the same recordings, one after the other, and what the one is of the other. */
import { ratio } from '../figures.ts';
import type { Answer } from '../recordings.ts';
import type { Greenroom } from '../systems/greenroom.ts';
import type { System } from '../systems/system.ts';
import { measure, type CallFigures } from './measure.ts';
import type { OverLine } from './over-lines.ts';

export interface CompareOptions {
  greenroom: Greenroom;
  baselines: Record<string, () => Promise<System>>;
  answers: readonly Answer[];
  overLine: (answer: number) => OverLine | undefined;
  say: (line: string) => void;
}

type Result = { description: string } & (CallFigures | { notRun: string });

/** @throws when ours cannot be measured; a baseline that cannot is said to be missing. */
export async function compare({ greenroom, baselines, answers, overLine, say }: CompareOptions): Promise<{ systems: Record<string, Result>; ratios: Record<string, object | null> }> {
  const ours = await measure({ system: greenroom, answers, overLine, say });
  const systems: Record<string, Result> = { greenroom: { description: greenroom.description, ...ours } };
  const ratios: Record<string, object | null> = {};
  for (const [name, start] of Object.entries(baselines)) {
    let system: System | undefined;
    try {
      system = await start();
      const theirs = await measure({ system, answers, overLine, say });
      systems[name] = { description: system.description, ...theirs };
      ratios[name] = ratiosOf(ours, theirs);
    } catch (error) {
      systems[name] = { description: system?.description ?? name, notRun: error instanceof Error ? error.message : String(error) };
      ratios[name] = null;
      say(`${name}: ${String(error)}`);
    } finally {
      await system?.stop();
    }
  }
  return { systems, ratios };
}

/** Ours as a part of theirs: below 1 is sooner, or fewer. */
const ratiosOf = (ours: CallFigures, theirs: CallFigures): object => ({
  responseP50: ratio(ours.response.p50Ms, theirs.response.p50Ms), responseP95: ratio(ours.response.p95Ms, theirs.response.p95Ms),
  cutInsPerPause: ratio(ours.pauses.rate, theirs.pauses.rate), stopAfterCutInP50: ratio(ours.stopAfterCutIn.p50Ms, theirs.stopAfterCutIn.p50Ms), interruptionStopP50: ratio(ours.interruption.stop.p50Ms, theirs.interruption.stop.p50Ms),
});
