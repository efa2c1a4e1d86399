import type { sharingOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { acceptCoachInvite } from './accept-coach-invite.ts';
import { createShare } from './create-share.ts';
import { endCoachGrant } from './end-coach-grant.ts';
import { inviteCoach } from './invite-coach.ts';
import { listCoachGrants } from './list-coach-grants.ts';
import { listCoachInvites } from './list-coach-invites.ts';
import { listShares } from './list-shares.ts';
import { addNote, changeNote, listNotes, removeNote } from './notes.ts';
import { openCoachInvite } from './open-coach-invite.ts';
import { readShared } from './read-shared.ts';
import { readSharedPeaks } from './read-shared-peaks.ts';
import { readSharedRecording } from './read-shared-recording.ts';
import { revokeCoachInvite } from './revoke-coach-invite.ts';
import { revokeShare } from './revoke-share.ts';
import { overrideScore, withdrawScore } from './scores.ts';

export const sharingHandlers: HandlersOf<typeof sharingOperations> = {
  acceptCoachInvite, addNote, changeNote, createShare, endCoachGrant, inviteCoach, listCoachGrants, listCoachInvites, listNotes, listShares, openCoachInvite, overrideScore, readShared, readSharedPeaks, readSharedRecording,
  removeNote, revokeCoachInvite, revokeShare, withdrawScore,
};
