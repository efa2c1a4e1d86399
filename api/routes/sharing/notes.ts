/** Notes, pinned to moments. Each is its author's; the shared ones are for everyone who may see the interview. */
import { addNote as add, changeNote as change, countNotes, listNotes as list, removeNote as remove } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** By one author, in one interview. */
const atMost = 500;
const noSuchNote = (): ProblemError => new ProblemError('not-found', 'You have no such note on this interview. Only its author changes or removes a note.');

export const listNotes: Handler<'listNotes'> = async ({ database }, { interview, caller }) => ({ items: await list(database, interview.id, caller.userId) });

export const addNote: Handler<'addNote'> = async ({ database }, { interview, caller, body }) => {
  if ((await countNotes(database, interview.id, caller.userId)) >= atMost) throw new ProblemError('too-many', `You have ${atMost} notes on this interview. Remove one first.`);
  return add(database, { interviewId: interview.id, authorId: caller.userId, ...body });
};

export const changeNote: Handler<'changeNote'> = async ({ database }, { interview, caller, params, body }) => {
  const { at, text, visibility } = body;
  const given = { ...(at === undefined ? {} : { at }), ...(text === undefined ? {} : { text }), ...(visibility === undefined ? {} : { visibility }) };
  const changed = await change(database, { id: params.noteId, interviewId: interview.id, authorId: caller.userId }, given);
  if (changed === undefined) throw noSuchNote();
  return changed;
};

export const removeNote: Handler<'removeNote'> = async ({ database }, { interview, caller, params }) => {
  if (!(await remove(database, { id: params.noteId, interviewId: interview.id, authorId: caller.userId }))) throw noSuchNote();
};
