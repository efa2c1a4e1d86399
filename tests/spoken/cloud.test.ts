/**
 * One spoken interview with services in the place of this machine's hearing, thinking, voice and tone, of which two fail on the way:
 * the connection that hears breaks in the middle of a sentence, and so does the voice.
 */
import type { Report, Turn } from '@greenroom/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCandidate, type CandidateLog } from '../../stack/demo/candidate.ts';
import { askedToSay } from '../provider-servers/index.ts';
import { delayMs, startCloudProviders, type CloudProviders } from './cloud-providers.ts';
import { answersTo, startWholeSystem, turnsOf, untilStatus, type WholeSystem } from './whole-system.ts';
import { wordErrorRate } from './word-errors.ts';

const followUp = { after: 'Why do you want to join us?', question: 'What would you do in your first month here?' };
/** After so many words of the first answer ("Hi, thanks for having me. I am a backend engineer with six"). */
const wordsHeardBeforeTheBreak = 12;
/** In the greeting, which is longer than any other sentence. */
const brokenSentence = 'your words, your pace and your pauses';

let providers: CloudProviders;
let system: WholeSystem;
let log: CandidateLog;
let turns: Turn[];
let report: Report;

beforeAll(async () => {
  providers = await startCloudProviders(followUp);
  const { hearing, voice } = providers;
  hearing.play({ kind: 'hears', afterMs: delayMs.hearing, words: wordsHeardBeforeTheBreak, then: 'drop' }, { kind: 'hears', afterMs: delayMs.hearing });
  voice.play({ kind: 'breaks', afterShare: 0.5, mention: brokenSentence, afterMs: delayMs.voice });
  system = await startWholeSystem(providers.env);
  log = await runCandidate({ apiUrl: system.addresses.api, account: system.account, answers: await answersTo('q1', 'q4') });
  await untilStatus(system, log.interviewId, ['completed'], 60);
  turns = await turnsOf(system, log.interviewId);
  ({ report } = await system.api.call('readReport', { params: { id: log.interviewId } }));
  console.log(JSON.stringify({ delays: log.answers.map(({ responseDelayMs }) => responseDelayMs), cutIns: log.answers.filter(({ cutIn }) => cutIn).length, notices: report.notices, modelRequests: providers.thinking.requests.length, connections: hearing.connections.length }));
});
afterAll(async () => {
  await system?.stop();
  await providers?.[Symbol.asyncDispose]();
});

test('the interview goes its way: two questions, the model’s follow-up, and the closing', () => {
  const said = turns.filter(({ speaker }) => speaker === 'interviewer');
  expect(said.filter(({ kind }) => kind === 'question')).toHaveLength(2);
  expect(said.filter(({ kind }) => kind === 'follow_up').map(({ text }) => text)).toEqual([expect.stringContaining(followUp.question)]);
  expect(said.at(-1)?.kind).toBe('closing');
  expect(log.ended).toBe('finished');
  expect(log.answers.map(({ responseDelayMs }) => responseDelayMs !== null && responseDelayMs < 8_000)).toEqual([true, true, true]);
});

test('no word is lost where the connection broke', () => {
  for (const questionId of ['q1', 'q4']) {
    const said = log.answers.filter((answer) => answer.questionId === questionId).map(({ text }) => text).join(' ');
    const heard = turns.filter((turn) => turn.speaker === 'candidate' && turn.questionId === questionId).map(({ text }) => text).join(' ');
    expect(wordErrorRate(said, heard)).toBeLessThan(0.15);
  }
  expect(turns.filter(({ speaker, kind }) => speaker === 'candidate' && kind === 'answer')).toHaveLength(3);
});

test('the service hears again later, over a new connection', () => {
  expect(providers.hearing.connections.length).toBeGreaterThanOrEqual(2);
  expect(report.notices).toContainEqual(expect.stringMatching(/^Hearing: Deepgram nova-3 works again\.$/));
});

test('the greeting in which the voice broke off is said to its end', () => {
  const greeting = turns.find(({ kind }) => kind === 'greeting');
  expect(greeting).toMatchObject({ interrupted: false, text: expect.stringMatching(/your words, your pace and your pauses are measured.*whenever you need to\.$/) as string });
  expect(providers.voice.requests.filter((request) => askedToSay(request).includes(brokenSentence))).toHaveLength(1);
});

test('both failures are told, in the room and in the report', () => {
  expect(report.notices).toContainEqual(expect.stringMatching(/^Hearing: Deepgram nova-3 failed \(.*\); moonshine-tiny-en \(on this machine\) is used instead\.$/));
  expect(report.notices).toContainEqual(expect.stringMatching(/^Voice: Deepgram aura-2-\w+-en failed \(.*\); .* \(on this machine\) is used instead\.$/));
});

test('the report names who judged: the language model with words that are in the transcript, and the reader of the tone', () => {
  for (const question of report.questions) {
    expect(question.content).toMatchObject({ value: 75, judge: { kind: 'model', name: 'gemini-2.5-flash' } });
    const evidence = question.claims.flatMap((claim) => claim.evidence);
    expect(evidence.length).toBeGreaterThan(0);
    for (const { turnSeq, start, end, quote } of evidence) expect(turns.find(({ seq }) => seq === turnSeq)?.text.slice(start, end).replace(/\s+/g, ' ')).toBe(quote.replace(/\s+/g, ' '));
  }
  expect(report.toneJudge).toMatchObject({ kind: 'model', name: 'cardiffnlp/twitter-roberta-base-sentiment-latest' });
  expect(report.measures?.tone).not.toBeNull();
});
