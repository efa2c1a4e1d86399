/** Whether the providers of speech and thought answer, for administrators: each is asked something small. */
import type { ProviderHealth } from '@greenroom/contracts';
import type { ProviderCheck } from '@greenroom/providers/check-providers';
import { ProviderError } from '@greenroom/providers/language/language-model';
import type { Settings } from '@greenroom/settings';
import type { Logger } from './log.ts';

const defaults = {
  /** Longest wait for one provider. */
  checkMs: 10_000,
  /** Each check costs money: who asks again so soon gets the last answer. */
  keepMs: 30_000,
} as const;

type Task = ProviderHealth['task'];
const taskOf = { words: 'thinking', meaning: 'embeddings', hearing: 'hearing', voice: 'voice', tone: 'tone' } as const satisfies Record<ProviderCheck['task'], Task>;

/** What runs where no key is set. In the order in which they are shown. */
const instead: Record<Task, { name: string; detail: string }> = {
  hearing: { name: 'Moonshine', detail: 'No key is set: Moonshine hears, on this machine, English only.' },
  thinking: { name: 'Local rules', detail: 'No key is set: rules judge and ask, and questions come from the built-in bank.' },
  voice: { name: 'Piper', detail: 'No key is set: Piper speaks, on this machine.' },
  tone: { name: 'VADER lexicon', detail: 'No key is set: a lexicon on this machine tells the tone.' },
  embeddings: { name: 'Comparison by words', detail: 'No key is set: résumés and job descriptions are compared by their words.' },
};
const tasks = Object.keys(instead) as Task[];

export interface ProviderHealthCheck {
  /** By task; a provider that does not answer is a line, not an error. */
  run(log: Logger): Promise<ProviderHealth[]>;
}

export function createProviderHealth(settings: Settings['providers'], now: () => number = () => performance.now()): ProviderHealthCheck {
  let last: { atMs: number; items: Promise<ProviderHealth[]> } | undefined;

  async function run(log: Logger): Promise<ProviderHealth[]> {
    // Loaded when it is first asked for: a process that serves requests needs no speech.
    const { providerChecks, spokenSentence } = await import('@greenroom/providers/check-providers');
    const checked = await Promise.all(providerChecks(settings, await spokenSentence()).map((check) => tried(check, log)));
    return tasks.flatMap((task): ProviderHealth[] => {
      const items = checked.filter((each) => each.task === task);
      return items.length > 0 ? items : [{ task, ...instead[task], status: 'fallback', milliseconds: null }];
    });
  }

  return {
    run(log) {
      if (last === undefined || now() - last.atMs > defaults.keepMs) {
        const items = run(log);
        const mine = { atMs: now(), items };
        last = mine;
        items.catch(() => {
          if (last === mine) last = undefined;
        });
      }
      return last.items;
    },
  };
}

async function tried(check: ProviderCheck, log: Logger): Promise<ProviderHealth> {
  const shown = { task: taskOf[check.task], name: check.name };
  const startedAt = performance.now();
  const signal = AbortSignal.timeout(defaults.checkMs);
  const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new TooLate())));
  late.catch(() => undefined);
  try {
    await Promise.race([check.run(signal), late]);
    return { ...shown, status: 'ok', milliseconds: Math.round(performance.now() - startedAt), detail: null };
  } catch (error) {
    const detail = `${whatIsWrong(error)} ${check.variable} and the network are worth a look; interviews go on with the next provider, or on this machine.`;
    log.warn({ provider: check.name, status: error instanceof ProviderError ? error.status : undefined }, 'A provider does not answer as it should');
    return { ...shown, status: 'failing', milliseconds: Math.round(performance.now() - startedAt), detail };
  }
}

class TooLate extends Error {}

/** In our own words: what a provider says about a wrong key may hold a part of it. */
function whatIsWrong(error: unknown): string {
  if (error instanceof TooLate) return `No answer within ${defaults.checkMs / 1000} seconds.`;
  const status = error instanceof ProviderError ? error.status : undefined;
  if (status === 401 || status === 403) return `It refuses the key (${status}).`;
  if (status === 429) return 'Too many requests, or nothing is left of what was paid for (429).';
  if (status === 404) return 'It does not know this model, or the address is wrong (404).';
  if (status !== undefined && status >= 500) return `It has a failure of its own (${status}).`;
  if (status !== undefined) return `It refuses the request (${status}): the key or the model is wrong.`;
  return 'It cannot be reached, or does not answer with what was asked for.';
}
