import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalModels } from '@greenroom/providers/select';
import { Urgency } from '@greenroom/providers/voice/urgency';
import { speechModelsMethod, type SpeechRequest } from './protocol.ts';
import { ServedModels } from './served-models.ts';
import { sharedModels } from './shared-models.ts';

/** Models that say what they were asked, and wait when they are told to. */
function models(name: string) {
  const asked: { what: string; urgency: Urgency; signal: AbortSignal | undefined }[] = [];
  let gate: Promise<void> = Promise.resolve();
  const is: LocalModels = {
    async recognise(samples, { urgency, signal }) {
      asked.push({ what: [...samples].join(','), urgency, signal });
      await gate;
      if (samples[0] === -1) throw new Error('the recogniser broke');
      return signal?.aborted === true ? undefined : `${name} heard ${[...samples].join(',')}`;
    },
    async speak(text, { speed, urgency, signal }) {
      asked.push({ what: text, urgency, signal });
      await gate;
      return signal?.aborted === true ? new Int16Array(0) : Int16Array.of(text.length, speed * 100, -32_768, 32_767);
    },
  };
  return {
    is, asked,
    wait(): () => void {
      let go = (): void => {};
      gate = new Promise((resolve) => (go = resolve));
      return go;
    },
  };
}

/** The worker between two processes, as far as it shows: JSON there and back, and no answer ever from a dead process. */
function workerWith(served: LocalModels) {
  const serving = new ServedModels(served);
  let dead = false;
  const doInference = async (method: string, data: unknown): Promise<unknown> => {
    expect(method).toBe(speechModelsMethod);
    if (dead) return new Promise(() => {});
    return JSON.parse(JSON.stringify(await serving.answer(JSON.parse(JSON.stringify(data)) as SpeechRequest))) as unknown;
  };
  return { executor: { doInference }, die: () => (dead = true), revive: () => (dead = false) };
}

const patience = { long: 60, answer: 60, again: 100 };
const soon = (ms = 20): Promise<void> => new Promise((done) => setTimeout(done, ms));

let there: ReturnType<typeof models>;
let own: ReturnType<typeof models>;
let worker: ReturnType<typeof workerWith>;
let notices: string[];
let loaded: number;
let shared: LocalModels;
beforeEach(() => {
  there = models('shared');
  own = models('own');
  worker = workerWith(there.is);
  notices = [];
  loaded = 0;
  shared = sharedModels({ executor: worker.executor, own: () => Promise.resolve(((loaded += 1), own.is)), onNotice: (text) => notices.push(text), patience });
});
const recognise = (samples: number[], urgency = new Urgency(true), signal?: AbortSignal) => shared.recognise(Int16Array.from(samples), { urgency, signal });

describe('models that all interviews share', () => {
  it('hear and speak for an interview, sample for sample', async () => {
    expect(await recognise([1, -2, 300])).toBe('shared heard 1,-2,300');
    expect([...(await shared.speak('Go on.', { speed: 0.85, urgency: new Urgency(true), signal: undefined }))]).toEqual([6, 85, -32_768, 32_767]);
    expect({ notices, loaded }).toEqual({ notices: [], loaded: 0 });
  });

  it('are told what is urgent, and what becomes so while it waits', async () => {
    const go = there.wait();
    const urgency = new Urgency(false);
    const said = shared.speak('Prepared.', { speed: 1, urgency, signal: undefined });
    await soon();
    expect(there.asked[0]?.urgency.now).toBe(false);
    urgency.raise();
    await soon();
    expect(there.asked[0]?.urgency.now).toBe(true);
    go();
    expect((await said).length).toBe(4);
  });

  it('are told what is not wanted any more', async () => {
    const go = there.wait();
    const stop = new AbortController();
    const heard = recognise([1], new Urgency(false), stop.signal);
    await soon();
    stop.abort();
    await soon();
    expect(there.asked[0]?.signal?.aborted).toBe(true);
    go();
    expect(await heard).toBeUndefined();
  });

  it('tell why they failed, and the next request is theirs again', async () => {
    await expect(recognise([-1])).rejects.toMatchObject({ name: 'ProviderError', retryable: true, message: expect.stringContaining('the recogniser broke') as string });
    expect(await recognise([2])).toBe('shared heard 2');
  });

  it('are waited for when they are only slow', async () => {
    const go = there.wait();
    const heard = recognise([1]);
    await soon(4 * patience.long);
    go();
    expect(await heard).toBe('shared heard 1');
    expect({ notices, loaded }).toEqual({ notices: [], loaded: 0 });
  });
});

describe('when the process that holds them is dead', () => {
  it('the request that found it out is answered by models of its own, which is said once', async () => {
    await recognise([1]);
    worker.die();
    const [one, two] = await Promise.all([recognise([2]), recognise([3])]);
    expect([one, two]).toEqual(['own heard 2', 'own heard 3']);
    expect(await recognise([4])).toBe('own heard 4');
    expect(loaded).toBe(1);
    expect(notices).toEqual([expect.stringContaining('does not answer; this interview goes on with its own')]);
  });

  it('an interview that begins finds it out before its first line', async () => {
    worker.die();
    shared = sharedModels({ executor: worker.executor, own: () => Promise.resolve(((loaded += 1), own.is)), onNotice: (text) => notices.push(text), patience });
    await soon(3 * patience.answer);
    expect(loaded).toBe(1);
  });

  it('and answers again, it is used again', async () => {
    worker.die();
    expect(await recognise([1])).toBe('own heard 1');
    worker.revive();
    await soon(2 * patience.again);
    expect(await recognise([2])).toBe('shared heard 2');
    expect(notices.at(-1)).toContain('answers again');
  });
});
