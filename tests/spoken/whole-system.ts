/** The system as `npm start` runs it, on free ports, with data that is thrown away, and what the spoken tests do with it. */
import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Interview, Turn } from '@greenroom/contracts';
import { simpleParser } from 'mailparser';
import { ApiClient } from '../../stack/demo/api-client.ts';
import { loadAnswers, type DemoAnswers } from '../../stack/demo/answers.ts';
import { removeDataDir, startSystem, type RunningSystem } from '../../stack/index.ts';

export interface WholeSystem extends RunningSystem {
  api: ApiClient;
  account: { email: string; password: string };
  /** The number of the process that holds this interview. */
  jobPid(interviewId: string): Promise<number>;
  /** The first link in the newest letter to this address; waits until there is one. */
  linkInLetter(address: string): Promise<string>;
}

export async function startWholeSystem(env: Record<string, string> = {}): Promise<WholeSystem> {
  const dataDir = await mkdtemp(join(tmpdir(), 'greenroom-spoken-'));
  const system = await startSystem({ dataDir, portPolicy: 'free', throwaway: true, env: { ...process.env, ...env }, say: (line) => process.stderr.write(`system: ${line}\n`) });
  const account = system.accounts.find(({ role }) => role === 'candidate');
  if (account === undefined) throw new Error('the system has no demo candidate');
  return {
    ...system,
    account,
    api: new ApiClient(system.addresses.api, account),
    jobPid: async (interviewId) => {
      const lines = (await readFile(join(dataDir, 'logs/agent.log'), 'utf8')).split('\n').filter((line) => line.includes(interviewId) && line.includes('the interview begins'));
      return (JSON.parse(lines.at(-1) ?? '{}') as { pid: number }).pid;
    },
    linkInLetter: (address) =>
      until(`a letter to ${address}`, 20, async () => {
        const folder = join(dataDir, 'mail');
        const newest = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(`${address}.eml`)).sort().at(-1);
        return newest === undefined ? undefined : /https?:\/\/\S+/.exec((await simpleParser(await readFile(join(folder, newest)))).text ?? '')?.[0];
      }),
    stop: async () => {
      await system.stop();
      await removeDataDir(dataDir);
    },
  };
}

/** The built-in candidate with only some of the questions. */
export async function answersTo(...questionIds: string[]): Promise<DemoAnswers> {
  const all = await loadAnswers();
  return { ...all, questions: all.questions.filter(({ id }) => questionIds.includes(id)) };
}

export async function until<T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${String(seconds)} s`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

export const untilStatus = (system: WholeSystem, id: string, statuses: Interview['status'][], seconds: number): Promise<Interview> =>
  until(`status ${statuses.join(' or ')}`, seconds, async () => {
    const { interview } = await system.api.call('readInterview', { params: { id } });
    return statuses.includes(interview.status) ? interview : undefined;
  });

export const turnsOf = async (system: WholeSystem, id: string): Promise<Turn[]> => (await system.api.call('readTranscript', { params: { id } })).turns;
export const textOf = (turns: readonly Turn[], speaker: Turn['speaker']): string => turns.filter((turn) => turn.speaker === speaker).map((turn) => turn.text).join(' ');
