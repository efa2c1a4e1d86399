/** What recent interviews say about the next one. */
import type { BankQuestion, InterviewType, Level, WeakCompetency } from '@greenroom/contracts';
import { listCompetencyScores, listRecentQuestions, type Database } from '@greenroom/database';
import { bank } from './bank.ts';
import { asksTheSame, likeness, questionStems } from './likeness.ts';

/** How many interviews back a question counts as recently asked. */
const recentInterviews = 5;
/** How many completed interviews speak for what is weak now. */
const judgedInterviews = 10;
/** Fewer scored answers, or answers on one competency only, say nothing about which is the weakest. */
const fewestAnswers = 3;
const fewestCompetencies = 2;
/** A competency with such a mean score needs no practice before others. */
const goodScore = 75;
/** From this share of common stems on, a competency that the bank does not know is taken for one that it does. */
const likeCompetency = 0.3;

/** Competencies by how they scored, lowest first; none when there is not enough evidence. Of one type, or of all. */
export async function scoredCompetencies(database: Database, userId: string, type?: InterviewType): Promise<WeakCompetency[]> {
  const scores = await listCompetencyScores(database, userId, { interviews: judgedInterviews, type });
  const answers = scores.reduce((sum, one) => sum + one.answers, 0);
  if (answers < fewestAnswers || scores.length < fewestCompetencies) return [];
  return scores;
}

/** Those that need practice, lowest first. */
export const weakOf = (scores: readonly WeakCompetency[]): string[] => scores.filter(({ meanScore }) => meanScore < goodScore).map(({ competency }) => competency);

export const recentlyAsked = (database: Database, userId: string): Promise<string[]> => listRecentQuestions(database, userId, recentInterviews);

/** A question of the bank with which to practise a competency: of the level, not asked of late, of the same competency or the one most like it. */
export function questionToPractise({ competency, type }: Pick<WeakCompetency, 'competency' | 'type'>, level: Level, asked: readonly string[]): BankQuestion | null {
  const same = asksTheSame(asked);
  const wanted = questionStems(competency);
  const fitting = bank[type]
    .filter(({ levels, text }) => levels.includes(level) && !same(text))
    .map((question) => ({ question, like: question.competency === competency ? 1 : likeness(wanted, questionStems(question.competency)) }))
    .filter(({ like }) => like >= likeCompetency)
    .sort((a, b) => b.like - a.like);
  return fitting[0]?.question ?? null;
}
