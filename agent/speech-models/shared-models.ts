/**
 * The models that all interviews of a worker share, as an interview's process sees them. When the process that holds them
 * does not answer any more, the interview says so and goes on with models of its own: nobody waits for a dead process. When
 * it answers again (the machine was only busy), the interview goes back to it.
 */
import type { JobContext } from '@livekit/agents';
import type { LocalModels } from '@greenroom/providers/select';
import { ProviderError } from '@greenroom/providers/provider-failure';
import type { Urgency } from '@greenroom/providers/voice/urgency';
import { packed, speechModelsMethod, unpacked, type SpeechReply, type SpeechRequest } from './protocol.ts';

export interface SharedModelsOptions {
  executor: JobContext['inferenceExecutor'];
  /** Loads the models in this process. Asked for when the shared ones are gone. */
  own: () => Promise<LocalModels>;
  /** For the room, the log and the report. */
  onNotice: (text: string) => void;
  /** Milliseconds; only for tests. */
  patience?: { long: number; answer: number; again: number } | undefined;
}

/** A request that takes longer makes us ask whether anybody is there… */
const longMs = 1_500;
/** …who answers within this time even when all hands are busy. A machine that is short of processors may miss it once. */
const answerMs = 3_000;
const asks = 2;
/** How often a shared process that did not answer is asked again. */
const againMs = 15_000;

const provider = 'Speech on this machine';
let requests = 0;

export function sharedModels({ executor, own, onNotice, patience = { long: longMs, answer: answerMs, again: againMs } }: SharedModelsOptions): LocalModels {
  let standIn: Promise<LocalModels> | undefined;
  let asking: Promise<boolean> | undefined;
  const ask = (request: SpeechRequest): Promise<unknown> => executor.doInference(speechModelsMethod, request);
  const tell = (request: SpeechRequest): void => void ask(request).catch(() => undefined);

  const answers = (): Promise<boolean> => Promise.race([ask({ do: 'answer' }).then(() => true, () => false), after(patience.answer).then(() => false)]);
  const askRepeatedly = async (): Promise<boolean> => {
    for (let attempt = 0; attempt < asks; attempt += 1) if (await answers()) return true;
    return false;
  };
  const alive = (): Promise<boolean> => {
    asking ??= askRepeatedly().finally(() => (asking = undefined));
    return asking;
  };
  const goBackWhenWell = async (): Promise<void> => {
    do await after(patience.again);
    while (!(await answers()));
    standIn = undefined;
    onNotice('Speech on this machine: the process that all interviews share answers again.');
  };
  const goOnAlone = (): Promise<LocalModels> => {
    if (standIn === undefined) {
      onNotice('Speech on this machine: the process that all interviews share does not answer; this interview goes on with its own, which takes a second or two.');
      const loading = own();
      standIn = loading;
      loading.catch(() => {
        // The next request tries again.
        if (standIn === loading) standIn = undefined;
        onNotice('Speech on this machine: models of its own could not be loaded.');
      });
      void goBackWhenWell();
    }
    return standIn;
  };

  /** Undefined when nobody is there to answer. */
  async function request(work: Extract<SpeechRequest, { id: string }>, urgency: Urgency, signal: AbortSignal | undefined): Promise<SpeechReply | undefined> {
    const giveUp = (): void => tell({ do: 'give_up', id: work.id });
    urgency.onRaised(() => tell({ do: 'hurry', id: work.id }));
    signal?.addEventListener('abort', giveUp, { once: true });
    let settled = false;
    // The executor itself fails only when the channel to the worker is gone.
    const answered = ask(work).then((reply) => reply as SpeechReply, () => undefined).finally(() => (settled = true));
    try {
      for (;;) {
        const reply = await Promise.race([answered, after(patience.long).then(() => 'long' as const)]);
        if (reply !== 'long') return reply;
        if (!(await alive()) && !settled) return undefined;
      }
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  const failure = (message: string): ProviderError => new ProviderError(`${provider}: ${message}`, { provider, retryable: true });
  const nextId = (): string => `${process.pid}-${(requests += 1)}`;

  // A process that was started while the shared one is dead must not find it out in the middle of its first line.
  void alive().then((there) => {
    if (!there) return goOnAlone();
    return undefined;
  }).catch(() => undefined);

  return {
    async recognise(samples, options) {
      if (standIn !== undefined) return (await standIn).recognise(samples, options);
      if (options.signal?.aborted === true) return undefined;
      const reply = await request({ do: 'recognise', id: nextId(), urgent: options.urgency.now, pcm: packed(samples) }, options.urgency, options.signal);
      if (reply === undefined) return (await goOnAlone()).recognise(samples, options);
      if ('gaveUp' in reply) return undefined;
      if ('text' in reply) return reply.text;
      throw failure('failed' in reply ? reply.failed : 'an answer to something else');
    },
    async speak(text, options) {
      if (standIn !== undefined) return (await standIn).speak(text, options);
      if (options.signal?.aborted === true) return new Int16Array(0);
      const reply = await request({ do: 'speak', id: nextId(), urgent: options.urgency.now, text, speed: options.speed }, options.urgency, options.signal);
      if (reply === undefined) return (await goOnAlone()).speak(text, options);
      if ('gaveUp' in reply) return new Int16Array(0);
      if ('pcm' in reply) return unpacked(reply.pcm);
      throw failure('failed' in reply ? reply.failed : 'an answer to something else');
    },
  };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
