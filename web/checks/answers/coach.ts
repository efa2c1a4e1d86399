import { fixtureTicket } from '../fixture-socket.ts';
import type { Answers } from './answers.ts';

export const coachAnswers: Answers = {
  createTicket: ({ as }) => ({ ticket: fixtureTicket(as === 'coach' ? 'coach' : 'candidate'), expiresInSeconds: 30 }),
};
