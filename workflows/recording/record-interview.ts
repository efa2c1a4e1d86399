/** The recorder as an activity: it lasts as long as the interview, and another process can take it over at any moment. */
import { findRecording, upsertRecording } from '@greenroom/database';
import { keys } from '@greenroom/files';
import { ApplicationFailure, Context as Activity } from '@temporalio/activity';
import type { Context } from '../context.ts';
import { recordingFormat } from './format.ts';
import { watchLead } from './lead.ts';
import { watchPauses } from './pauses.ts';
import { record } from './recorder.ts';
import { wallClock } from './wall-clock.ts';

export interface RecorderInput { interviewId: string; /** Epoch milliseconds of the interview's clock zero. */ clockStartedAt: number }
export interface RecorderOutput { /** Segments that were given up (the store was away for too long). */ lost: number }

/** How often the row in the database is brought up to date. Milliseconds. */
const tellDatabaseEveryMs = 10_000;

export function createRecorderActivities({ livekit, database, events, files, log: processLog }: Pick<Context, 'livekit' | 'database' | 'events' | 'files' | 'log'>) {
  return {
    /**
     * Ends well when it is cancelled or the room is closed. Fails, to be tried again (elsewhere), when the connection is lost
     * or the process stops; what was heard until then is stored first, and the next one keeps the same time zero.
     */
    async recordInterview({ interviewId, clockStartedAt }: RecorderInput): Promise<RecorderOutput> {
      const activity = Activity.current();
      const log = processLog.child({ interviewId, recorderAttempt: activity.info.attempt });
      const row = (t0: number, segments: number) => upsertRecording(database, {
        interviewId, status: 'recording', contentType: recordingFormat.contentType, durationSeconds: null,
        offsetSeconds: (t0 - clockStartedAt) / 1000, sizeBytes: null, segments,
      });

      const known = await findRecording(database, interviewId);
      if (known?.status === 'ready' || known?.status === 'joining') return { lost: 0 };
      const earlier = known?.segments ?? 0;
      const t0 = known?.offsetSeconds == null ? wallClock.now() : clockStartedAt + known.offsetSeconds * 1000;
      await row(t0, earlier);

      let told = { at: wallClock.now(), segments: earlier };
      const onProgress = (stored: number): void => {
        const segments = earlier + stored;
        activity.heartbeat({ t0, segments });
        if (segments === told.segments || wallClock.now() - told.at < tellDatabaseEveryMs) return;
        told = { at: wallClock.now(), segments };
        row(t0, segments).catch((error: unknown) => log.warn({ err: error }, 'the number of segments could not be stored; it will be counted at the end'));
      };
      // While the last segments are stored nothing else gives a sign of life.
      const pauses = watchPauses(events, interviewId);
      const lead = watchLead(events, interviewId, (error) => log.error({ err: error }, 'who leads is not known any more: no coach is recorded'));
      const alive = setInterval(() => activity.heartbeat({ t0, segments: told.segments }), 1_000);
      try {
        const { ended, stored, lost } = await record({
          livekit, interviewId, t0, log, onProgress, pauses, lead,
          signal: activity.cancellationSignal,
          store: (index, flac) => files.put(keys.recordingSegment(interviewId, index), flac, 'audio/flac'),
        });
        log.info({ ended, stored, lost }, 'the recorder has ended');
        if (ended === 'room_closed' || (ended === 'stopped' && activity.cancellationDetails?.cancelRequested === true)) return { lost };
        throw ApplicationFailure.retryable(ended === 'stopped' ? 'The recorder process is stopping; another one goes on.' : 'The recorder lost its connection to the room.', 'RecorderInterrupted');
      } finally {
        clearInterval(alive);
        pauses.end();
        lead.end();
      }
    },
  };
}
export type RecorderActivities = ReturnType<typeof createRecorderActivities>;
