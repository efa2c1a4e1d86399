/** A résumé as it is read and judged. Places in it are character offsets into its `text`. */
import { z } from 'zod';
import { Judge } from './interview.ts';

export const ResumeFormat = z.enum(['pdf', 'docx', 'text']);
export type ResumeFormat = z.infer<typeof ResumeFormat>;

/** `text.slice(start, end) === quote`. */
export const ResumeQuote = z.object({ start: z.number().int().nonnegative(), end: z.number().int().nonnegative(), quote: z.string().min(1) });
export type ResumeQuote = z.infer<typeof ResumeQuote>;

export const resumeSectionKinds = [
  'contact', 'summary', 'experience', 'education', 'skills', 'projects', 'certifications', 'languages', 'publications', 'awards', 'volunteering', 'interests', 'references', 'other',
] as const;
export const ResumeSection = z.object({
  kind: z.enum(resumeSectionKinds),
  /** As it stands in the résumé; empty for what comes before the first heading. */
  heading: z.string(),
  /** Of the section with its heading. */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
});
export type ResumeSection = z.infer<typeof ResumeSection>;

export const readabilityKinds = [
  'columns', 'tables', 'text_boxes', 'header_footer', 'hidden_text', 'image_only_page', 'images', 'recognised_text', 'unmapped_glyphs', 'attachments', 'many_pages',
] as const;
/** What programs that read résumés stumble over. */
export const ReadabilityFinding = z.object({
  kind: z.enum(readabilityKinds),
  severity: z.enum(['note', 'warning']),
  /** What it is, and what to do about it. */
  text: z.string(),
  /** From 1; null where the format has no pages. */
  page: z.number().int().nullable(),
  /** Words of the file that show it. They may stand nowhere in the text: hidden ones are taken out of it. */
  quote: z.string().nullable(),
});
export type ReadabilityFinding = z.infer<typeof ReadabilityFinding>;

export const ResumeSkill = z.object({
  /** The usual name: `Kubernetes` for "k8s". */
  name: z.string(),
  category: z.string(),
  /** How often, under whichever name. */
  mentions: z.number().int(),
  /** The first of them. */
  evidence: ResumeQuote,
});
export type ResumeSkill = z.infer<typeof ResumeSkill>;

export const ResumeClaim = z.object({
  kind: z.enum(['strength', 'weakness', 'suggestion']),
  topic: z.string(),
  text: z.string().min(1),
  /** Empty only where something is missing: what is not there cannot be quoted. */
  evidence: z.array(ResumeQuote),
  judge: Judge,
});
export type ResumeClaim = z.infer<typeof ResumeClaim>;

/** What the job description asks for, and whether the résumé has it. */
export const KeywordCoverage = z.object({
  keyword: z.string(),
  importance: z.enum(['required', 'nice_to_have']),
  /** Where the job description asks for it. */
  askedIn: ResumeQuote,
  /** `exact`: the same words; `alias`: another name of the same thing; `stem`: another form of the same words. */
  found: z.enum(['exact', 'alias', 'stem']).nullable(),
  evidence: z.array(ResumeQuote),
});
export type KeywordCoverage = z.infer<typeof KeywordCoverage>;

const Share = z.object({ found: z.number().int(), of: z.number().int() });
export const ResumeMatch = z.object({
  /** 0–100; null when the job description names nothing that could be looked for. */
  score: z.number().int().min(0).max(100).nullable(),
  /** How the score came about, with its numbers. */
  explanation: z.string(),
  required: Share,
  niceToHave: Share,
  keywords: z.array(KeywordCoverage),
});
export type ResumeMatch = z.infer<typeof ResumeMatch>;

/** Each sentence of the job description that asks for something, and the passage of the résumé that comes nearest. */
export const MeaningMatch = z.object({
  /** `embeddings`: near in meaning by a model's vectors; `full_text`: sharing words, by Postgres. */
  method: z.enum(['embeddings', 'full_text']),
  /** The vectors' model. */
  model: z.string().nullable(),
  /** Mean of the nearness, 0–1; numbers of different methods and models do not compare. Informs; no part of the match score. */
  score: z.number().min(0).max(1).nullable(),
  requirements: z.array(z.object({ asked: ResumeQuote, nearness: z.number().min(0).max(1), passage: ResumeQuote.nullable() })),
});
export type MeaningMatch = z.infer<typeof MeaningMatch>;

export const ResumeAnalysisResult = z.object({
  version: z.literal(1),
  /** Whether it is there; the data itself stays in the text. */
  contact: z.object({ email: z.boolean(), phone: z.boolean(), link: z.boolean() }),
  sections: z.array(ResumeSection),
  skills: z.array(ResumeSkill),
  measures: z.object({
    words: z.number().int(),
    bullets: z.number().int(),
    bulletsWithNumbers: z.number().int(),
    bulletsWithActionVerb: z.number().int(),
    firstPersonWords: z.number().int(),
    buzzwords: z.number().int(),
    /** From the first to the last date of the experience section. */
    yearsCovered: z.number().nullable(),
  }),
  claims: z.array(ResumeClaim),
  readability: z.array(ReadabilityFinding),
  /** Null without a job description. */
  match: ResumeMatch.nullable(),
  meaning: MeaningMatch.nullable(),
  judges: z.array(Judge),
  /** What a reader must know: a provider that fell back, a part left out. */
  notices: z.array(z.string()),
});
export type ResumeAnalysisResult = z.infer<typeof ResumeAnalysisResult>;

export const ResumeAnalysisStatus = z.enum(['queued', 'running', 'completed', 'failed']);
export type ResumeAnalysisStatus = z.infer<typeof ResumeAnalysisStatus>;
