import type { liveOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { createTicket } from './create-ticket.ts';
import { listWhispers } from './list-whispers.ts';
import { answerInterview, pauseInterview, repeatQuestion, resumeInterview, skipQuestion, thinkLonger } from './hold.ts';

export const liveHandlers: HandlersOf<typeof liveOperations> = { answerInterview, createTicket, listWhispers, pauseInterview, repeatQuestion, resumeInterview, skipQuestion, thinkLonger };
