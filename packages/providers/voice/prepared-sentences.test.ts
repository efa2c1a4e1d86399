import { initializeLogger } from '@livekit/agents';
import { beforeAll, describe, expect, it } from 'vitest';
import { PreparedSentences, type SpeakOptions } from './prepared-sentences.ts';
import { SentenceTTS } from './sentence-tts.ts';

const rate = 24_000;
const soon = (): Promise<void> => new Promise((done) => setTimeout(done, 5));

/** A voice whose sentences take as long as they are told to: a second of sound each. */
function slowVoice() {
  const begun: string[] = [];
  const gates = new Map<string, (fail?: Error) => void>();
  const stopped: string[] = [];
  const asked = new Map<string, SpeakOptions>();
  async function* speak(text: string, options: SpeakOptions): AsyncGenerator<Int16Array> {
    begun.push(text);
    asked.set(text, options);
    options.signal.addEventListener('abort', () => stopped.push(text));
    await new Promise<void>((resolve, reject) => gates.set(text, (fail) => (fail === undefined ? resolve() : reject(fail))));
    yield new Int16Array(rate / 2);
    yield new Int16Array(rate / 2);
  }
  const finish = async (text: string, fail?: Error): Promise<void> => {
    gates.get(text)?.(fail);
    await soon();
  };
  return { speak, begun, finish, stopped, asked };
}

async function seconds(sound: AsyncIterable<Int16Array>): Promise<number> {
  let samples = 0;
  for await (const part of sound) samples += part.length;
  return samples / rate;
}

const never = new AbortController().signal;

describe('a prepared sentence', () => {
  it('is there at once when it is said, as often as it is said', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate });
    sentences.prepare(['I see.']);
    await voice.finish('I see.');
    expect(sentences.ready('I see.')).toBe(true);
    expect(await seconds(sentences.spoken('I see.', never))).toBe(1);
    expect(await seconds(sentences.spoken(' I  see. ', never))).toBe(1);
    expect(voice.begun).toEqual(['I see.']);
  });

  it('that is still being made is joined, becomes urgent, and is not made twice', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate });
    sentences.prepare(['What happened next?']);
    await soon();
    expect(voice.asked.get('What happened next?')?.urgency.now).toBe(false);
    const said = seconds(sentences.spoken('What happened next?', never));
    await soon();
    expect(voice.asked.get('What happened next?')?.urgency.now).toBe(true);
    await voice.finish('What happened next?');
    expect(await said).toBe(1);
    expect(voice.begun).toEqual(['What happened next?']);
  });

  it('that failed is made anew when it is said', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate });
    sentences.prepare(['I see.']);
    await soon();
    const said = seconds(sentences.spoken('I see.', never));
    await voice.finish('I see.', new Error('the socket dropped'));
    await voice.finish('I see.');
    expect(await said).toBe(1);
    expect(voice.begun).toEqual(['I see.', 'I see.']);
  });

  it('goes on being made when the line that joined it is interrupted', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate });
    sentences.prepare(['I see.']);
    await soon();
    const interrupted = new AbortController();
    const said = seconds(sentences.spoken('I see.', interrupted.signal));
    await soon();
    interrupted.abort();
    expect(await said).toBe(0);
    await voice.finish('I see.');
    expect(voice.stopped).toEqual([]);
    expect(sentences.ready('I see.')).toBe(true);
  });
});

describe('preparing', () => {
  it('holds up no line that is spoken now', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate });
    sentences.prepare(['One of many.', 'Two of many.', 'Three of many.']);
    const said = seconds(sentences.spoken('Go on.', never));
    await soon();
    expect(voice.begun).toEqual(['One of many.', 'Go on.']);
    expect(voice.asked.get('Go on.')?.urgency.now).toBe(true);
    await voice.finish('Go on.');
    expect(await said).toBe(1);
  });

  it('takes the newest text first, and its sentences in order', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate });
    sentences.prepare(['Old one.', 'Old two.']);
    sentences.prepare(['New one.', 'New two.']);
    for (const each of ['Old one.', 'New one.', 'New two.', 'Old two.']) await voice.finish(each);
    expect(voice.begun).toEqual(['Old one.', 'New one.', 'New two.', 'Old two.']);
  });

  it('forgets what is no longer expected and was not begun', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate });
    const expected = new AbortController();
    sentences.prepare(['One of two.', 'Two of two.'], expected.signal);
    await soon();
    expected.abort();
    await voice.finish('One of two.');
    expect(voice.begun).toEqual(['One of two.']);
    expect(sentences.ready('One of two.')).toBe(true);
  });

  it('keeps what was used last when there is more than it may keep', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate, keptSeconds: 2 });
    sentences.prepare(['One.', 'Two.']);
    await soon();
    await voice.finish('One.');
    await voice.finish('Two.');
    await seconds(sentences.spoken('One.', never));
    sentences.prepare(['One.', 'Three.']);
    await soon();
    await voice.finish('Three.');
    expect(['One.', 'Two.', 'Three.'].map((each) => sentences.ready(each))).toEqual([true, false, true]);
  });
});

describe('a sentence that was not prepared', () => {
  it('is urgent when the sentence before it in the line is made: the first one is not held up by the second', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate });
    const said = ['I see.', 'Go on.'].map((each) => seconds(sentences.spoken(each, never)));
    await soon();
    expect(['I see.', 'Go on.'].map((each) => voice.asked.get(each)?.urgency.now)).toEqual([true, false]);
    await voice.finish('I see.');
    expect(voice.asked.get('Go on.')?.urgency.now).toBe(true);
    await voice.finish('Go on.');
    expect(await Promise.all(said)).toEqual([1, 1]);
  });

  it('stops being made when nobody hears it any more, and half of it is not kept', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate });
    const interrupted = new AbortController();
    const said = seconds(sentences.spoken('I see.', interrupted.signal));
    await soon();
    interrupted.abort();
    await said;
    await voice.finish('I see.');
    expect(voice.stopped).toEqual(['I see.']);
    expect(sentences.ready('I see.')).toBe(false);
  });

  it('is remembered when all of it was made', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate });
    const said = seconds(sentences.spoken('I see.', never));
    await voice.finish('I see.');
    await said;
    expect(await seconds(sentences.spoken('I see.', never))).toBe(1);
    expect(voice.begun).toEqual(['I see.']);
  });

  it('that nobody can say fails for whoever says it', async () => {
    const voice = slowVoice();
    const sentences = new PreparedSentences({ speak: voice.speak, sampleRate: rate });
    const said = seconds(sentences.spoken('I see.', never));
    const failed = expect(said).rejects.toThrow('no voice');
    await voice.finish('I see.', new Error('no voice'));
    await failed;
  });
});

describe('a prepared line', () => {
  beforeAll(() => initializeLogger({ pretty: false, level: 'fatal' }));

  it('is cut into the sentences that are spoken later, so that each is found', async () => {
    const asked: string[] = [];
    // Generators may be plain: nothing here waits.
    const voice = new SentenceTTS({ label: 'test', model: 'test', provider: 'test', sampleRate: rate, speak: async function* (text) {
      asked.push(text);
      await Promise.resolve();
      yield new Int16Array(rate);
    } });
    const line = 'I see. Thanks, Dr. Smith. You said version 3.5 was slow; what did you measure, and why? Take your time.';
    await voice.prepare(line);
    await soon();
    const prepared = [...asked];
    expect(prepared.length).toBeGreaterThanOrEqual(4);
    const stream = voice.bySentence().stream();
    // As the framework's own text filters cut it.
    for (const part of line.split(/(?=[ ,.?!;])/)) stream.pushText(part);
    stream.endInput();
    let samples = 0;
    for await (const audio of stream) if (typeof audio !== 'symbol') samples += audio.frame.samplesPerChannel;
    expect(asked).toEqual(prepared);
    expect(samples / rate).toBe(prepared.length);
  });
});
