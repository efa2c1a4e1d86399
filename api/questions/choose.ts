import type { InterviewType, Question } from '@greenroom/contracts';
import { bank } from './bank.ts';

const usualCount = 4;

/**
 * Questions from the bank, each at most once, in random order, numbered `q1`, `q2`, …
 * @param random a number in [0, 1), as `Math.random` gives it
 */
export function chooseQuestions(type: InterviewType, count: number = usualCount, random: () => number = Math.random): Question[] {
  const left = [...bank[type]];
  const chosen: Question[] = [];
  while (chosen.length < count && left.length > 0) {
    const [question] = left.splice(Math.floor(random() * left.length), 1);
    if (question !== undefined) chosen.push({ id: `q${chosen.length + 1}`, ...question });
  }
  return chosen;
}
