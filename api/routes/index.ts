/** Every operation of the contract has its handler; one that is forgotten is a type error. */
import type { Handlers } from '../operation.ts';
import { completeInterview } from './complete-interview.ts';
import { createInterview } from './create-interview.ts';
import { health } from './health.ts';
import { listInterviews } from './list-interviews.ts';
import { livekitWebhook } from './livekit-webhook.ts';
import { login } from './login.ts';
import { me } from './me.ts';
import { readInterview } from './read-interview.ts';
import { readRecording } from './read-recording.ts';
import { readReport } from './read-report.ts';
import { readTranscript } from './read-transcript.ts';
import { startInterview } from './start-interview.ts';

export const handlers: Handlers = {
  health, login, me, listInterviews, createInterview, readInterview, startInterview, completeInterview, readTranscript, readReport, readRecording, livekitWebhook,
};
