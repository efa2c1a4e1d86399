import type { Turn } from '@greenroom/contracts';

/** The candidate's spoken answers to a question, or to all. */
export const spokenAnswers = (turns: readonly Turn[], questionId?: string): Turn[] =>
  turns.filter((turn) => turn.speaker === 'candidate' && turn.kind === 'answer' && !turn.typed && turn.words.length > 0 && (questionId === undefined || turn.questionId === questionId));
