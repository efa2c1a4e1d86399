/** So many spoken interviews at once, for so long: how late the answers come, and what it takes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { hold, type CallLog } from '../caller/caller.ts';
import { round, share, spread } from '../figures.ts';
import type { Answer } from '../recordings.ts';
import type { Greenroom } from '../systems/greenroom.ts';
import type { Delay } from './against.ts';
import { newCandidates } from './people.ts';
import { childOf, sampleOf, type ProcessSample } from './processes.ts';
import { usageOf } from './usage.ts';

export const crowdDefaults = {
  /** People do not come all at once. */
  arriveEveryMs: 4_000,
  sampleEveryMs: 5_000,
  /** As many as an interview may have: it lasts as long as it can. */
  questions: 20,
} as const;

export interface CrowdOptions {
  greenroom: Greenroom;
  answers: readonly Answer[];
  interviews: number;
  minutes: number;
  say: (line: string) => void;
}

/** The recordings over and over, beginning with this one. */
function* inTurn(answers: readonly Answer[], first: number): Generator<Answer> {
  for (let index = first; ; index += 1) yield answers[index % answers.length] as Answer;
}

export type CrowdFigures = Awaited<ReturnType<typeof crowd>>;

export async function crowd({ greenroom, answers, interviews, minutes, say }: CrowdOptions) {
  const { whole } = greenroom;
  const candidates = await newCandidates(whole, interviews);
  const samples = new Map<number, ProcessSample[]>();
  const jobs = new Set<number>();
  const worker = whole.pidOf('agent') ?? 0;
  const inference = await childOf(worker, 'inference_proc');
  const over = new AbortController();
  const until = Date.now() + minutes * 60_000 + interviews * crowdDefaults.arriveEveryMs;
  const ownCpu = process.cpuUsage();
  const startedAt = Date.now();

  const watching = (async () => {
    while (!over.signal.aborted) {
      for (const pid of [...jobs, worker, ...(inference === undefined ? [] : [inference])]) {
        const sample = await sampleOf(pid);
        if (sample !== undefined) samples.set(pid, [...(samples.get(pid) ?? []), sample]);
      }
      await sleep(crowdDefaults.sampleEveryMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();

  const delays: Delay[] = [];
  const logs: CallLog[] = [];
  let [asked, unanswered, cut, pauses, talkedOver] = [0, 0, 0, 0, 0];
  const one = async (number: number): Promise<void> => {
    await sleep(number * crowdDefaults.arriveEveryMs);
    const api = candidates[number];
    if (api === undefined) return;
    // One interview after another, each from another recording on, until the time is over.
    for (let visits = 0; Date.now() < until - 10_000; visits += 1) {
      const first = number * 3 + visits;
      const visit = await greenroom.visit(Array.from({ length: crowdDefaults.questions }, (_, index) => answers[(first + index) % answers.length] as Answer), api);
      try {
        const log = await hold({
          url: visit.url, token: visit.token, answers: inTurn(answers, first), signal: AbortSignal.timeout(Math.max(1_000, until - Date.now())),
          onAnswer: (heard) => {
            asked += 1;
            if (heard.delayMs !== null) delays.push({ id: heard.id, ms: heard.delayMs });
            else if (heard.talkedOver) talkedOver += 1;
            else if (Date.now() < until) unanswered += 1;
            pauses += heard.pauses.length;
            cut += heard.pauses.filter((pause) => pause.cut).length;
          },
          onGreeted: () => {
            void whole.jobPid(visit.interviewId ?? '').then((pid) => jobs.add(pid));
          },
        });
        logs.push(log);
        if (log.ended === 'silent') say(`interview ${number + 1}: the interviewer was never heard`);
      } finally {
        await visit.end();
      }
    }
  };
  await Promise.all(Array.from({ length: interviews }, (_, number) => one(number)));
  over.abort();
  await watching;

  const { user, system } = process.cpuUsage(ownCpu);
  const each = [...jobs].map((pid) => usageOf(samples.get(pid) ?? []));
  const figures = (pick: (usage: (typeof each)[number]) => number | null): number[] => each.flatMap((usage) => pick(usage) ?? []);
  const most = (values: number[]): number | null => (values.length === 0 ? null : Math.max(...values));
  const average = (values: number[]): number | null => round(values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length, 3);
  const shared = inference === undefined ? undefined : usageOf(samples.get(inference) ?? []);
  /** With its part of what all interviews share. */
  const withShare = (own: number | null, all: number | null | undefined, digits: number): number | null => (own === null ? null : round(own + (all ?? 0) / interviews, digits));
  const cores = average(figures((usage) => usage.cores));
  const residentMbMost = most(figures(({ residentMb }) => residentMb.most));
  return {
    delays, interviews, minutes, answers: asked, response: spread(delays.map(({ ms }) => ms)), decisionToSound: spread(logs.flatMap(({ decisionToSoundMs }) => decisionToSoundMs)), unanswered, talkedOver, pausesCut: { count: pauses, cut, rate: share(cut, pauses) },
    perInterview: { processes: each.length, minutesMost: most(figures((usage) => usage.minutes)), cores, coresWithShare: withShare(cores, shared?.cores, 3), residentMbLast: most(figures(({ residentMb }) => residentMb.last)), residentMbMost, residentMbWithShare: withShare(residentMbMost, shared?.residentMb.most, 0), mbPerMinuteMost: most(figures(({ mbPerMinute }) => mbPerMinute)), mbPerMinuteMean: average(figures(({ mbPerMinute }) => mbPerMinute)) },
    sharedModels: shared ?? null,
    worker: usageOf(samples.get(worker) ?? []),
    /** The synthetic candidates run on the same cores. */
    candidates: { spokenLate: spread(logs.flatMap(({ spokenLateMs }) => spokenLateMs)), cpuSeconds: round((user + system) / 1e6, 1), cores: round((user + system) / 1e3 / (Date.now() - startedAt), 3) },
  };
}
