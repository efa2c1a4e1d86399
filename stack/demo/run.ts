/** `npm run demo`: one interview from end to end with the synthetic candidate, shown while it happens, and its report. */
import { connectEvents } from '@greenroom/events';
import { parseArgs } from 'node:util';
import { StackError } from '../stack-error.ts';
import type { RunningSystem } from '../system/start-system.ts';
import { type DemoAnswers, loadAnswers } from './answers.ts';
import { type Account, ApiClient } from './api-client.ts';
import { sampleRate } from './audio-file.ts';
import { type CandidateLog, runCandidate } from './candidate.ts';
import { demoOutcome } from './outcome.ts';
import { reportText } from './report-text.ts';
import { Terminal } from './terminal.ts';

export interface DemoPlan {
  answers: DemoAnswers;
  /** Whether to end after the report. */
  exit: boolean;
  /** Whether stdout must hold one JSON object, and nothing else. */
  json: boolean;
}

/** Of the system, what the demo needs. */
export type DemoSystem = Pick<RunningSystem, 'env' | 'addresses' | 'accounts'>;

const allowance = {
  /** For each question: the interviewer's words, thinking and politeness. */
  secondsPerQuestion: 90,
  /** For joining, greeting and closing. */
  seconds: 120,
  /** For the report, after the conversation. */
  reportSeconds: 180,
} as const;
const lookEveryMs = 500;

/**
 * Reads the options and the recordings: call it before anything is started, so that a fault in them is told at once.
 * @throws StackError in one line.
 */
export async function prepareDemo(args: string[]): Promise<DemoPlan> {
  const { values } = parseArgs({ args, options: { exit: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, answers: { type: 'string' } } });
  return { answers: await (values.answers === undefined ? loadAnswers() : loadAnswers(values.answers)), exit: values.exit, json: values.json };
}

/**
 * Holds the interview on a system that is ready. Without `--exit` it then stays, for a person to look around: the caller
 * ends it with the system.
 * @param options.startedAtMs epoch milliseconds at which the command was given.
 * @returns the exit code.
 */
export async function runDemo(options: { args: string[]; plan?: DemoPlan; system: DemoSystem; startedAtMs: number }): Promise<number> {
  const { system, startedAtMs } = options;
  const startupSeconds = (Date.now() - startedAtMs) / 1000;
  const plan = options.plan ?? (await prepareDemo(options.args));
  const terminal = new Terminal(plan.json ? process.stderr : process.stdout, plan.answers.candidate);
  const { candidate, role, questions } = plan.answers;
  terminal.say(`Ready after ${startupSeconds.toFixed(1)} s. The interview: ${role}, ${questions.length === 1 ? 'one question' : `${questions.length} questions`}. The candidate: ${candidate}, from recordings.`);

  const account = candidateAccount(system);
  const events = await connectEvents({ url: system.env['REDIS_URL'] ?? '', onError: (error) => terminal.say(`! ${error instanceof Error ? error.message : String(error)}`) });
  const watching = new AbortController();
  const show = async (interviewId: string): Promise<void> => {
    for await (const { event } of events.follow(interviewId, { after: '0', signal: watching.signal })) terminal.show(event);
  };
  let shown: Promise<void> = Promise.resolve();
  let log: CandidateLog;
  let result: Awaited<ReturnType<typeof readResult>>;
  try {
    log = await holdInterview(plan.answers, system, account, terminal, (interviewId) => {
      shown = show(interviewId);
    });
    result = await readResult(log, system, account, terminal);
  } finally {
    watching.abort();
    await shown;
    await events.close();
  }
  const reportUrl = `${system.addresses.web}/interviews/${log.interviewId}/report`;
  terminal.say();
  for (const line of reportText(result.report)) terminal.say(line);
  terminal.say();
  terminal.say(`  page       ${reportUrl}`);
  terminal.say(`  recording  ${result.recordingUrl}${result.recordingNote}`);
  if (plan.json) {
    const { turns, zeroMs, scores, recordingUrl } = result;
    process.stdout.write(`${JSON.stringify(demoOutcome({ startupSeconds, startedAtMs, log, turns, zeroMs, scores, reportUrl, recordingUrl }))}\n`);
  }
  if (plan.exit) return 0;

  terminal.say();
  terminal.say(`Greenroom stays up: ${system.addresses.web}`);
  for (const { email, password, role } of system.accounts) terminal.say(`  ${role.padEnd(10)} ${email}, password ${password}`);
  terminal.say('Ctrl-C stops all of it.');
  return new Promise(() => {});
}

function candidateAccount(system: DemoSystem): Account {
  const account = system.accounts.find(({ role }) => role === 'candidate');
  if (account === undefined) throw new StackError('The demo signs in with the demo account, which is made only in a database on this machine. Take DATABASE_URL out of the environment for the demo.');
  return account;
}

async function holdInterview(answers: DemoAnswers, system: DemoSystem, account: Account, terminal: Terminal, onInterview: (interviewId: string) => void): Promise<CandidateLog> {
  const longest = longestSeconds(answers);
  const hangUp = new AbortController();
  const enough = setTimeout(() => hangUp.abort(), longest * 1000);
  try {
    const log = await runCandidate({ apiUrl: system.addresses.api, account, answers, signal: hangUp.signal, onInterview, onResponse: (answer) => terminal.response(answer) });
    if (log.ended === 'left') throw new StackError(`The interview was not over after ${Math.round(longest / 60)} minutes. The agent's log says what it waited for (interview ${log.interviewId}).`);
    if (log.firstSoundAtMs === null) throw new StackError(`The interviewer was never heard (interview ${log.interviewId}). The logs of "agent" and "workflows" say why.`);
    return log;
  } finally {
    clearTimeout(enough);
  }
}

/** All recordings one after the other, and time for the interviewer. */
function longestSeconds({ questions, recordings, spare }: DemoAnswers): number {
  const all = [...[...recordings.values()].flatMap(({ answer, followUp }) => [answer, ...(followUp === undefined ? [] : [followUp])]), ...spare];
  return all.reduce((sum, { samples }) => sum + samples.length / sampleRate, 0) + questions.length * allowance.secondsPerQuestion + allowance.seconds;
}

/** Waits for the report and reads it through the API, as the page does. */
async function readResult(log: CandidateLog, system: DemoSystem, account: Account, terminal: Terminal) {
  const api = new ApiClient(system.addresses.api, account);
  const params = { id: log.interviewId };
  const until = Date.now() + allowance.reportSeconds * 1000;
  terminal.say();
  terminal.say('The conversation is over; the report is being made.');
  for (;;) {
    const { interview, progress } = await api.call('readInterview', { params });
    if (interview.status === 'completed') {
      const [{ report, scores, recording }, { turns }] = await Promise.all([api.call('readReport', { params }), api.call('readTranscript', { params })]);
      const recordingNote = recording?.status === 'ready' ? ` (${recording.durationSeconds?.toFixed(1)} s)` : ` (${recording?.status ?? 'missing'})`;
      // Whoever has the signed address can listen without signing in, for an hour.
      const recordingUrl = recording?.status === 'ready' ? new URL((await api.call('addressRecording', { params })).url, system.addresses.api).href : '';
      return { report, scores, turns, recordingNote, recordingUrl, zeroMs: Date.parse(interview.startedAt ?? interview.createdAt) };
    }
    if (interview.status === 'abandoned' || interview.status === 'failed') throw new StackError(`There is no report: the interview is ${interview.status} (${progress?.step ?? 'no step known'}). The log of "workflows" says why (interview ${log.interviewId}).`);
    if (Date.now() > until) throw new StackError(`The report was not there after ${allowance.reportSeconds} s (${progress?.step ?? interview.status}). The log of "workflows" says why (interview ${log.interviewId}).`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
