/** The effects that the interview's workflow is made of. Each is idempotent: Temporal may run it twice. */
import type { Context } from '../context.ts';
import { agentActivities } from './agent.ts';
import { announceActivities } from './announce.ts';
import { eraseInterviewActivities } from './erase-interview.ts';
import { missedSpeechActivities } from './missed-speech.ts';
import { recordingActivities } from './recording.ts';
import { reportActivities } from './report.ts';
import { reportLetterActivities } from './report-letter.ts';
import { roomActivities } from './room.ts';
import { statusActivities } from './status.ts';
import { tellReportActivities } from './tell-report.ts';
import { typedTalkActivities } from './typed-talk.ts';

export function createActivities(context: Context) {
  return {
    ...agentActivities(context),
    ...announceActivities(context),
    ...eraseInterviewActivities(context),
    ...missedSpeechActivities(context),
    ...recordingActivities(context),
    ...reportActivities(context),
    ...reportLetterActivities(context),
    ...roomActivities(context),
    ...statusActivities(context),
    ...tellReportActivities(context),
    ...typedTalkActivities(context),
  };
}
export type Activities = ReturnType<typeof createActivities>;
export type { Announcement } from './announce.ts';
