import { listTurns } from '@greenroom/database';
import type { Handler } from '../../operation.ts';

export const readTranscript: Handler<'readTranscript'> = async ({ database }, { interview }) => ({ turns: await listTurns(database, interview.id) });
