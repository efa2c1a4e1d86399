/** From turns to a report. Pure but for the model judge; the same turns and the same judge give the same report. */
import type { Claim, Judge, Plan, QuestionReport, Report, Score, Scores, Turn } from '@greenroom/contracts';
import { statementsOf, type Statement } from '@greenroom/measures';
import type { LanguageModel } from '@greenroom/providers/language/index';
import { claimsByRules, deliveryByRules, type RuledClaim } from './claims.ts';
import { judgeClarity } from './clarity.ts';
import { judgeContent, rulesJudge } from './content.ts';
import { fluencyOf, fluencySwitchedOff, impressionOf, measuresOf, withoutFluency } from './delivery.ts';
import { judgeByModel, type ModelFinding } from './model-judge.ts';
import { spokenAnswers } from './spoken-answers.ts';
import { nextPracticeOf, summaryOf } from './summary.ts';
import { toneByLexicon, type ToneOfAnswers } from './tone.ts';

export interface ScoringInput {
  plan: Plan;
  turns: Turn[];
  /** ISO 8601; given, so that a repeated report is the same report. */
  createdAt: string;
  /** What a reader must know already. */
  notices: string[];
  /** False: the person has switched the fluency score off. It is in no part of the report then. @defaultValue true */
  fluencyScore?: boolean;
  /** Left out: the local rules judge content and clarity. */
  judgeModel?: LanguageModel | undefined;
  /** Left out: the lexicon reads the tone. */
  tone?: ToneOfAnswers;
  signal?: AbortSignal;
}

const overallFormula: Judge = { kind: 'formula', name: 'greenroom-overall', version: '1' };

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A session's score: the mean over the questions that have one; the spread is the widest of them. */
function overQuestions(scores: readonly Score[]): Score {
  const judge = scores.find((score) => score.value !== null)?.judge ?? scores[0]?.judge ?? rulesJudge;
  const values = scores.flatMap((score) => score.value ?? []);
  if (values.length === 0) return { value: null, reason: 'not_enough_evidence', explanation: 'No answer says enough to judge.', spread: 0, judge };
  return { value: Math.round(mean(values)), reason: null, explanation: `The mean of ${values.length} of ${scores.length} answers (${values.join(', ')}).`, spread: Math.max(...scores.map((score) => score.spread)), judge };
}

/** Fluency, confidence, clarity and content weigh the same; those without a value are left out, and it says which. */
function overallOf(scores: Omit<Scores, 'overall'>): Score {
  const named = (['fluency', 'confidence', 'clarity', 'content'] as const).map((dimension) => ({ dimension, score: scores[dimension] }));
  const available = named.flatMap(({ dimension, score }) => (score.value === null ? [] : [{ dimension, value: score.value }]));
  if (available.length === 0) return { value: null, reason: 'not_enough_evidence', explanation: 'Nothing could be scored.', spread: 0, judge: overallFormula };
  const explanation = `The mean of ${available.map(({ dimension, value }) => `${dimension} ${value}`).join(', ')}, equal weights.`;
  return { value: Math.round(mean(available.map(({ value }) => value))), reason: null, explanation, spread: Math.max(...named.map(({ score }) => score.spread)), judge: overallFormula };
}

/**
 * All questions are judged by the same judge: when the model fails for one of them, the rules judge every one, and the
 * report says so.
 */
async function modelFindings(input: ScoringInput, statements: readonly (readonly Statement[])[]): Promise<{ findings?: ModelFinding[]; notice?: string }> {
  const { judgeModel, plan, signal } = input;
  if (judgeModel === undefined) return {};
  try {
    const findings: ModelFinding[] = [];
    for (const [index, question] of plan.questions.entries()) findings.push(await judgeByModel(judgeModel, plan, question, statements[index] ?? [], signal));
    return { findings };
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return { notice: `${judgeModel.name} could not judge the answers (${error instanceof Error ? error.message : String(error)}); local rules judged content and clarity instead.` };
  }
}

const claimsOf = (ruled: readonly RuledClaim[]): Claim[] => ruled.map(({ claim }) => claim);

/**
 * The report on an interview: per question the measures, content and clarity (by the model when one is given and works,
 * otherwise by local rules), STAR and points with their places, claims that quote; over all of it fluency and the
 * impression of confidence by formula, the overall mean, a summary and one thing to practise.
 */
export async function scoreInterview(input: ScoringInput): Promise<Report> {
  const { plan, createdAt, fluencyScore = true, tone = toneByLexicon } = input;
  const turns = [...input.turns].sort((a, b) => a.seq - b.seq);
  const statements = plan.questions.map((question) => statementsOf(plan, question, turns));
  const { findings, notice } = await modelFindings(input, statements);

  const ruled: RuledClaim[][] = [];
  const questions = plan.questions.map((question, index): QuestionReport => {
    const said = statements[index] ?? [];
    const content = judgeContent(plan, question, said);
    const spoken = spokenAnswers(turns, question.id);
    const measures = withoutFluency(measuresOf(spoken, tone), fluencyScore);
    const facts = { statements: said, content, spoken, measures };
    const wanted = (claim: Claim): boolean => fluencyScore || claim.dimension !== 'fluency';
    const byRules = claimsByRules(facts).filter(({ claim }) => wanted(claim));
    ruled.push(byRules);
    const byModel = findings?.[index];
    return {
      questionId: question.id,
      question: question.text,
      competency: question.competency,
      turnSeqs: turns.filter((turn) => turn.questionId === question.id).map((turn) => turn.seq),
      measures,
      content: byModel?.content ?? content.score,
      clarity: byModel?.clarity ?? judgeClarity(said),
      star: content.star,
      points: byModel?.points ?? content.points,
      claims: byModel === undefined ? claimsOf(byRules) : [...byModel.claims, ...claimsOf(deliveryByRules(facts))].filter(wanted),
    };
  });

  const measures = withoutFluency(measuresOf(spokenAnswers(turns), tone), fluencyScore);
  const parts = { fluency: fluencyScore ? fluencyOf(measures, plan.mode === 'typed') : fluencySwitchedOff, confidence: impressionOf(measures, plan.mode === 'typed'), clarity: overQuestions(questions.map((each) => each.clarity)), content: overQuestions(questions.map((each) => each.content)) };
  const answered = statements.filter((said) => said.length > 0).length;
  return {
    version: 1,
    interviewId: plan.interviewId,
    createdAt,
    summary: summaryOf(questions, measures, answered),
    scores: { ...parts, overall: overallOf(parts) },
    measures,
    ...(measures === null ? {} : { toneJudge: tone.judge }),
    questions,
    nextPractice: nextPracticeOf(ruled, questions),
    notices: [...new Set(notice === undefined ? input.notices : [...input.notices, notice])],
  };
}
