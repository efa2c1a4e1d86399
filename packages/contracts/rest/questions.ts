/** Questions: the built-in bank, and a choice made for one person. */
import { z } from 'zod';
import { InterviewType, Level, Question } from '../interview.ts';
import { page, Paging, type Operation } from './operation.ts';

/** What a technical question is about; the others are for every kind of work. */
export const questionAreas = ['general', 'backend', 'frontend', 'data', 'operations', 'mobile', 'machine learning'] as const;
export const QuestionArea = z.enum(questionAreas);
export type QuestionArea = z.infer<typeof QuestionArea>;

/** A question of the built-in bank. Its id stays the same as long as its text does. */
export const BankQuestion = Question.extend({
  type: InterviewType,
  /** For whom it is meant. */
  levels: z.array(Level).min(1).max(4),
  area: QuestionArea,
});
export type BankQuestion = z.infer<typeof BankQuestion>;

/** Where questions come from. `reason`: why not (all of them) from the language model, in words for a person; null when there is nothing to say. */
export const QuestionSource = z.object({ kind: z.enum(['model', 'bank']), name: z.string(), reason: z.string().nullable() });
export type QuestionSource = z.infer<typeof QuestionSource>;

export const GeneratedQuestions = z.object({
  questions: z.array(Question).min(1).max(10),
  source: QuestionSource,
  /** What the choice rests on, besides type, role and level. */
  basis: z.object({
    /** Competencies that scored lowest in recent interviews, lowest first; empty when there is not enough evidence. */
    weakCompetencies: z.array(z.string()),
    /** How many recently asked questions were kept out. */
    recentlyAsked: z.number().int(),
    jobDescription: z.boolean(),
    resume: z.boolean(),
  }),
});
export type GeneratedQuestions = z.infer<typeof GeneratedQuestions>;

const wanted = { type: InterviewType, role: z.string().trim().min(1).max(120), level: Level };
const resumeId = z.uuid().describe("One of one's own résumés.");

export const GenerateQuery = z.object({
  ...wanted,
  count: z.coerce.number().int().min(1).max(10).default(4),
  /** What fits into an address; a longer one goes into the body of the POST. */
  jobDescription: z.string().max(2_000).optional(),
  resumeId: resumeId.optional(),
});
export const GenerateBody = z.object({
  ...wanted,
  count: z.number().int().min(1).max(10).default(4),
  jobDescription: z.string().max(20_000).nullable().default(null),
  resumeId: resumeId.nullable().default(null),
});
export type GenerateBody = z.output<typeof GenerateBody>;

const tag = 'Questions';
const description = [
  'Questions for a role and level, from the job description and the résumé when they are given. What scored lowest in recent interviews comes first, and nothing',
  'comes again that was asked in the last five interviews. They are written by the language model when one is configured, and otherwise chosen from the built-in bank;',
  '`source` says which, and why.',
].join(' ');

export const questionOperations = {
  listQuestionsByType: { method: 'GET', path: '/questions/by-type/:type', access: 'question:read', tag, summary: 'The built-in bank', status: 200,
    description: '`q` finds questions by their words, in any form ("deploying" finds "deployment"); several words must all be there.',
    params: z.object({ type: InterviewType }),
    query: Paging.extend({ level: Level.optional(), competency: z.string().trim().min(1).max(80).optional(), area: QuestionArea.optional(), q: z.string().trim().min(1).max(200).optional() }),
    reply: page(BankQuestion).extend({ total: z.number().int(), competencies: z.array(z.string()) }) },
  generateQuestions: { method: 'GET', path: '/questions/generate', access: 'question:read', tag, summary: 'Questions for me', description, status: 200, limit: 'costly', query: GenerateQuery, reply: GeneratedQuestions },
  generateQuestionsFor: { method: 'POST', path: '/questions/generate', access: 'question:read', tag, summary: 'Questions for me, with a long job description', description, status: 200, limit: 'costly', body: GenerateBody, reply: GeneratedQuestions },
} as const satisfies Record<string, Operation>;
