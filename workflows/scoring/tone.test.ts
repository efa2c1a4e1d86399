/** Who reads the tone of the candidate's sentences, and what becomes of a report when that one fails. */
import type { Turn } from '@greenroom/contracts';
import { toneOf } from '@greenroom/measures';
import { selectTone } from '@greenroom/providers/select-tone';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { huggingfaceClassify, startAudioServer, type AudioServer } from '../../tests/provider-servers/index.ts';
import { scoreInterview } from './index.ts';
import { rehearse } from './rehearsed-interview.ts';
import { readTone, toneByLexicon, type ToneOfAnswers } from './tone.ts';

const toneModel = 'cardiffnlp/twitter-roberta-base-sentiment-latest';
const input = rehearse([
  { question: { text: 'Tell me about your team.' }, answers: ['I am so proud of my team.', 'That meeting was awful. It began at nine. I hate meetings at nine.'] },
  { question: { text: 'How does it work?' }, answers: ['It has four parts and a queue between them, which we drew on a board.'] },
]);

let server: AudioServer;
let notices: string[];
beforeAll(async () => {
  server = await startAudioServer(huggingfaceClassify);
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.play({ kind: 'works' });
  notices = [];
});

const read = (within = 5_000, turns: Turn[] = input.turns): Promise<ToneOfAnswers> =>
  readTone(turns, selectTone({ huggingface: { token: 'hf_key', baseUrl: server.url, toneModel } }, { lexicon: toneOf, notice: (text) => notices.push(text) }), { within });
const answers = input.turns.filter(({ kind }) => kind === 'answer');

test('the model reads every sentence of the candidate, and nobody else’s', async () => {
  const tone = await read();
  expect(server.requests.map(({ raw }) => (JSON.parse(raw.toString()) as { inputs: string }).inputs).sort()).toEqual([
    'I am so proud of my team.', 'I hate meetings at nine.', 'It began at nine.', 'It has four parts and a queue between them, which we drew on a board.', 'That meeting was awful.',
  ]);
  expect(answers.map((turn) => tone.over([turn])?.label)).toEqual(['positive', 'negative', 'neutral']);
  expect(tone.over([])).toBeNull();
  expect(notices).toEqual([]);
});

test('the report has the model’s tone in its measures, over all and by question, and names who read it', async () => {
  const report = await scoreInterview({ ...input, tone: await read() });
  expect(report.toneJudge).toEqual({ kind: 'model', name: toneModel, version: '1' });
  expect(report.questions.map(({ measures }) => measures?.tone?.label)).toEqual(['negative', 'neutral']);
  const { negative = 0, neutral = 0, positive = 0 } = report.measures?.tone ?? {};
  expect(negative + neutral + positive).toBeCloseTo(1);
});

test('tone is no part of a score: with another reader every score is the same', async () => {
  const [byModel, byLexicon] = [await scoreInterview({ ...input, tone: await read() }), await scoreInterview(input)];
  expect(byModel.scores).toEqual(byLexicon.scores);
  expect(byLexicon.toneJudge).toEqual(toneByLexicon.judge);
});

test.each([
  ['a wrong token', { kind: 'status', status: 401 }],
  ['a rate limit that asks for a minute', { kind: 'status', status: 429, retryAfterSeconds: 60 }],
  ['a model that does not come up', { kind: 'status', status: 503, retryAfterSeconds: 30, message: 'Model is currently loading' }],
  ['a page instead of labels', { kind: 'page' }],
  ['a model that is too slow', { kind: 'works', afterMs: 3_000 }],
] as const)('after %s the lexicon reads everything, in bounded time, and it is told once', async (_what, behaviour) => {
  server.play({ kind: 'works' }, behaviour);
  const startedAt = performance.now();
  const tone = await read(1_000);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(tone.judge).toEqual(toneByLexicon.judge);
  expect(answers.map((turn) => tone.over([turn]))).toEqual(answers.map((turn) => toneByLexicon.over([turn])));
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatch(/Tone: .*VADER lexicon \(on this machine\) is used instead/);
});

test('a model that is being loaded is waited for when it says that it will not take long', async () => {
  server.play({ kind: 'status', status: 503, retryAfterSeconds: 0.2, message: 'Model is currently loading' }, { kind: 'works' });
  expect((await read()).judge.kind).toBe('model');
  expect(notices).toEqual([]);
});

test('read twice, the tone is the same', async () => {
  const [first, second] = [await scoreInterview({ ...input, tone: await read() }), await scoreInterview({ ...input, tone: await read() })];
  expect(second).toEqual(first);
});

test('typed answers have no tone, and nothing is asked for them', async () => {
  const typed = input.turns.map((turn): Turn => (turn.speaker === 'candidate' ? { ...turn, typed: true, words: [], measures: null } : turn));
  const report = await scoreInterview({ ...input, turns: typed, tone: await read(5_000, typed) });
  expect(report).not.toHaveProperty('toneJudge');
  expect(report.measures).toBeNull();
  expect(server.requests).toHaveLength(0);
});
