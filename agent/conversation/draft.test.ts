import type { Interviewer, InterviewState, ReplyStep } from '@greenroom/interviewer';
import { expect, test } from 'vitest';
import { Draft } from './draft.ts';

const state = {} as InterviewState;
const after = (text: string): ReplyStep => ({ state, heardAs: 'answer', lines: [{ kind: 'follow_up', questionId: 'q1', text, asks: text, interruptible: true }] });

function drafting() {
  const asked: { text: string; signal: AbortSignal | undefined; speculative: boolean | undefined }[] = [];
  const lines: string[] = [];
  const interviewer = { answered: (_: InterviewState, { text, signal, speculative }: { text: string; signal?: AbortSignal; speculative?: boolean }) => (asked.push({ text, signal, speculative }), Promise.resolve(after(`Why ${text}?`))) } as unknown as Interviewer;
  return { asked, lines, draft: new Draft(interviewer, (line) => void lines.push(line)) };
}

test('the reply to the same words is drafted once, and its sound is made ready', async () => {
  const { asked, lines, draft } = drafting();
  draft.begin(state, { text: 'so', seconds: 1 });
  draft.begin(state, { text: 'so', seconds: 1.1 });
  expect(asked).toMatchObject([{ text: 'so', speculative: true }]);
  await Promise.resolve();
  await Promise.resolve();
  expect(lines).toEqual(['Why so?']);
});

test('what is taken joins the draft while that is still under way, and is meant', async () => {
  const { asked, draft } = drafting();
  draft.begin(state, { text: 'so', seconds: 1 });
  const { step } = draft.take(state, { text: 'so', seconds: 1.2 });
  // The draft is called off after the reply was asked for: so a model's answer in flight serves both.
  expect(asked.map(({ signal, speculative }) => [signal?.aborted, speculative])).toEqual([[true, true], [false, undefined]]);
  expect((await step).lines[0]?.text).toBe('Why so?');
});

test('when the answer goes on, the draft is aborted and a new one is made; nothing of the old one is prepared', async () => {
  const { asked, lines, draft } = drafting();
  draft.begin(state, { text: 'one', seconds: 1 });
  draft.begin(state, { text: 'one two', seconds: 2 });
  expect(asked.map(({ text, signal }) => [text, signal?.aborted])).toEqual([['one', true], ['one two', false]]);
  await Promise.resolve();
  await Promise.resolve();
  expect(lines).toEqual(['Why one two?']);
});

test('what is taken is not aborted by what comes later', () => {
  const { asked, draft } = drafting();
  draft.take(state, { text: 'one', seconds: 1 });
  draft.drop();
  expect(asked[0]?.signal?.aborted).toBe(false);
});
