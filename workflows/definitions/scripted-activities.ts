/** Activities for tests of the workflow's decisions: they write down what they are asked and answer as they are told. */
import type { Recording } from '@greenroom/contracts';
import { ApplicationFailure, Context as Activity, sleep } from '@temporalio/activity';
import type { Activities, Announcement } from '../activities/index.ts';
import type { AgentOutcome } from '../activities/agent.ts';
import type { RecorderActivities } from '../recording/record-interview.ts';

export interface Script {
  /** What each interviewer does, in order; without an entry it just stays. */
  agents: (AgentOutcome & { afterMs: number })[];
  candidatePresent: boolean;
  candidateSpoke: boolean;
  recording: 'works' | 'breaks';
  report: 'works' | 'breaks';
  /** The key of a letter about the report, if there is one to send. */
  reportLetter: string | null;
  /** A typed interview ends after so many answers. */
  typedQuestions: number;
  /** How long each of its steps takes. */
  typedStepMs: number;
}

export interface Scripted {
  /** Names of the activities in the order in which they began, with what matters of their input. */
  did: string[];
  events: Announcement['event'][];
  reportNotices: string[];
  activities: Activities;
  recorderActivities: RecorderActivities;
}

export function scriptedActivities(script: Script): Scripted {
  const did: string[] = [];
  let answers = 0;
  const events: Announcement['event'][] = [];
  const scripted: Scripted = {
    did, events, reportNotices: [],
    activities: {
      async sendAgent({ attempt }) { did.push(`sendAgent ${attempt}`); },
      async watchAgent({ attempt }) {
        const plan = script.agents[attempt - 1];
        await untilCancelled(plan?.afterMs ?? Infinity);
        return plan as AgentOutcome;
      },
      async clearAwayAgent({ attempt }) { did.push(`clearAwayAgent ${attempt}`); },
      async isCandidatePresent() { return script.candidatePresent; },
      async closeRoom() { did.push('closeRoom'); },
      async setStatus({ to, endReason }) { did.push(`${to} (${endReason})`); },
      async setPaused({ pausedAtMs }) { did.push(pausedAtMs === null ? 'resumed' : 'paused'); },
      async isCandidateHere() { return script.candidatePresent; },
      async drawRecordingPeaks() { did.push('drawRecordingPeaks'); },
      async eraseInterviewNow() { did.push('eraseInterviewNow'); },
      async tellReport() { did.push('tellReport'); },
      async typedStep({ orderId, onlyKeep }) {
        const type = orderId?.split(' ')[0] ?? 'open';
        did.push(`${onlyKeep ? 'kept' : 'typedStep'} ${type}`);
        if (onlyKeep) return { ended: false, coachLeads: false };
        if (type !== 'open') await untilCancelled(script.typedStepMs);
        if (type === 'answer') answers += 1;
        return { ended: answers >= script.typedQuestions, coachLeads: false };
      },
      async hasCandidateSpoken() { return script.candidateSpoke; },
      async announce({ event }) { events.push(event); },
      async joinRecording() {
        did.push('joinRecording');
        if (script.recording === 'breaks') throw ApplicationFailure.nonRetryable('The disk is full.');
        return { status: 'ready' satisfies Recording['status'], notices: [] };
      },
      async discardRecording() { did.push('discardRecording'); },
      async recoverMissedSpeech() { did.push('recoverMissedSpeech'); return 0; },
      async keepReportLetter() { return script.reportLetter; },
      async finalMeasures() { return 0; },
      async makeReport({ notices }) {
        did.push('makeReport');
        scripted.reportNotices = notices;
        if (script.report === 'breaks') throw ApplicationFailure.nonRetryable('No plan.');
        return { overall: 70 };
      },
    },
    recorderActivities: {
      async recordInterview() {
        await untilCancelled(Infinity).catch(() => did.push('recorder stopped'));
        return { lost: 0 };
      },
    },
  };
  return scripted;
}

/** Waits with signs of life; rejects when the workflow cancels it. */
async function untilCancelled(ms: number): Promise<void> {
  for (let waited = 0; waited < ms; waited += 50) {
    Activity.current().heartbeat();
    await sleep(50);
  }
}
