import { exportsToRemove, forgetLetters, giveUpLetters, markExportExpired, markRecordingExpired, recordingsToRemove, removeOverAccess, removeOverInvites } from '@greenroom/database';
import { keys } from '@greenroom/files';
import { heartbeat } from '@temporalio/activity';
import type { Context } from '../context.ts';

const dayMs = 24 * 3600_000;
const defaults = {
  recordingsAtOnce: 500,
  /** A letter's key is remembered for so long, that nothing is sent twice. */
  letterDays: 30,
  /** A letter is tried for a day; one that is older has nobody who sends it. */
  letterTriesMs: 25 * 3600_000,
  /** Ended sessions are shown for so long to whoever wonders. */
  sessionDays: 30,
  inviteDays: 30,
} as const;

export function retentionActivities({ database, files, log }: Context) {
  return {
    /** The file first: when that fails the row still says that there is one, and the next day tries again. @returns how many; as many as `atOnce` mean that there may be more */
    async removeOldRecordings(nowMs: number): Promise<{ removed: number; more: boolean }> {
      const due = await recordingsToRemove(database, new Date(nowMs), defaults.recordingsAtOnce);
      for (const interviewId of due) {
        heartbeat();
        await files.remove(keys.recording(interviewId));
        await files.remove(keys.recordingSegments(interviewId));
        await markRecordingExpired(database, interviewId);
      }
      if (due.length > 0) log.info({ removed: due.length }, 'recordings whose time was over were removed');
      return { removed: due.length, more: due.length === defaults.recordingsAtOnce };
    },

    async removeOldExports(nowMs: number): Promise<number> {
      const due = await exportsToRemove(database, new Date(nowMs));
      for (const { id, userId } of due) {
        heartbeat();
        await files.remove(keys.accountExport(userId, id));
        await markExportExpired(database, id);
      }
      return due.length;
    },

    /** Sessions, refresh tokens, links of letters and invitations that can no longer be used, and what is left of old letters. */
    async removeOldAccess(nowMs: number): Promise<{ sessions: number; tokens: number; letters: number }> {
      const removed = await removeOverAccess(database, new Date(nowMs - defaults.sessionDays * dayMs));
      await removeOverInvites(database, new Date(nowMs - defaults.inviteDays * dayMs));
      const lost = await giveUpLetters(database, new Date(nowMs - defaults.letterTriesMs));
      if (lost.length > 0) log.error({ keys: lost }, 'letters that nobody was sending were given up');
      return { ...removed, letters: await forgetLetters(database, new Date(nowMs - defaults.letterDays * dayMs)) };
    },
  };
}
