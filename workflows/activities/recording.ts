import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { DrawPeaksInput, Recording } from '@greenroom/contracts';
import { findRecording, savePeaks, upsertRecording } from '@greenroom/database';
import { FileNotFoundError, keys } from '@greenroom/files';
import { heartbeat } from '@temporalio/activity';
import type { Context } from '../context.ts';
import { recordingFormat } from '../recording/format.ts';
import { joinSegments } from '../recording/join-segments.ts';
import { peaksOfFile, peaksPerSecond } from '../recording/peaks.ts';

export interface RecordedInterview { interviewId: string; clockStartedAt: number }
export interface JoinedRecording {
  status: 'ready' | 'missing';
  /** What a reader of the report must know about it. */
  notices: string[];
}

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

export function recordingActivities({ database, files, log }: Context) {
  const segmentIndexes = async (interviewId: string): Promise<number[]> =>
    (await files.list(keys.recordingSegments(interviewId))).map(({ key }) => Number(/(\d+)\.flac$/.exec(key)?.[1])).filter(Number.isInteger).sort((a, b) => a - b);

  const missing = (interviewId: string): Recording => ({
    interviewId, status: 'missing', contentType: recordingFormat.contentType, durationSeconds: null, offsetSeconds: null, sizeBytes: null, segments: 0,
  });

  return {
    /** Segments → one file, with its place on the interview's clock. Afterwards the segments are removed. */
    async joinRecording({ interviewId, clockStartedAt }: RecordedInterview): Promise<JoinedRecording> {
      const known = await findRecording(database, interviewId);
      if (known?.status === 'ready') {
        // An earlier try came this far and could not tell.
        await files.remove(keys.recordingSegments(interviewId));
        return { status: 'ready', notices: [] };
      }
      const indexes = await segmentIndexes(interviewId);
      if (known?.offsetSeconds === null || known?.offsetSeconds === undefined || indexes.length === 0) {
        await upsertRecording(database, missing(interviewId));
        return { status: 'missing', notices: ['This interview was not recorded: the recorder could not do its work.'] };
      }
      const { offsetSeconds } = known;
      await upsertRecording(database, { ...known, status: 'joining', segments: indexes.length });
      const folder = await mkdtemp(join(tmpdir(), 'greenroom-join-'));
      try {
        const path = join(folder, 'recording.ogg');
        const read = async (index: number): Promise<Buffer> => buffer((await files.get(keys.recordingSegment(interviewId, index))).body);
        const { durationSeconds, gaps, peaks } = await joinSegments(indexes, read, path, () => heartbeat());
        const whole = await readFile(path);
        await files.put(keys.recording(interviewId), whole, recordingFormat.contentType);
        await savePeaks(database, interviewId, peaks);
        await upsertRecording(database, {
          interviewId, status: 'ready', contentType: recordingFormat.contentType, durationSeconds, offsetSeconds, sizeBytes: whole.length, segments: indexes.length,
        });
        await files.remove(keys.recordingSegments(interviewId));
        log.info({ interviewId, durationSeconds, offsetSeconds, bytes: whole.length, gaps, clockStartedAt }, 'the recording is ready');
        return { status: 'ready', notices: gaps.map(({ from, to }) => `From ${clock(from)} to ${clock(to)} the recording is silent: that part was not recorded.`) };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },

    /** What draws a recording that was joined before this was kept. Where the file is gone there is nothing to draw, and that is kept: it is not looked for at every view. */
    async drawRecordingPeaks({ interviewId }: DrawPeaksInput): Promise<void> {
      const folder = await mkdtemp(join(tmpdir(), 'greenroom-peaks-'));
      try {
        const path = join(folder, 'recording.ogg');
        await pipeline((await files.get(keys.recording(interviewId))).body, createWriteStream(path));
        const peaks = await peaksOfFile(path, () => heartbeat());
        if ((await findRecording(database, interviewId))?.status === 'ready') await savePeaks(database, interviewId, peaks);
      } catch (error) {
        if (!(error instanceof FileNotFoundError)) throw error;
        log.warn({ interviewId }, 'there is no recording to draw');
        if ((await findRecording(database, interviewId))?.status === 'ready') await savePeaks(database, interviewId, { perSecond: peaksPerSecond, candidate: [], interviewer: [] });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },

    /** For an interview in which the candidate said nothing: there is nothing to keep. */
    async discardRecording({ interviewId }: RecordedInterview): Promise<void> {
      await files.remove(keys.recordingSegments(interviewId));
      await upsertRecording(database, missing(interviewId));
    },
  };
}
