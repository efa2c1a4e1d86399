/** Résumés: read, corrected, matched against a job description. */
import { z } from 'zod';
import { ReadabilityFinding, ResumeAnalysisResult, ResumeAnalysisStatus, ResumeFormat, ResumeSection } from '../resume.ts';
import { IdParams, type Operation } from './operation.ts';

export const Resume = z.object({
  id: z.uuid(),
  /** The name that it was uploaded under, without folders and control characters. */
  fileName: z.string(),
  format: ResumeFormat,
  sizeBytes: z.number().int(),
  /** Null where the format has none. */
  pages: z.number().int().nullable(),
  targetRole: z.string().nullable(),
  /** Whether its owner has looked at the text and said that it is right. */
  confirmed: z.boolean(),
  /** 0–100, of the newest analysis with a job description. */
  matchScore: z.number().int().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Resume = z.infer<typeof Resume>;

export const ResumeWithText = Resume.extend({
  /** As it was read, or as its owner corrected it. */
  text: z.string(),
  sections: z.array(ResumeSection),
  readability: z.array(ReadabilityFinding),
});
export type ResumeWithText = z.infer<typeof ResumeWithText>;

export const resumeLimits = { fileBytes: 10 * 1024 * 1024, textCharacters: 100_000, pages: 30, perPerson: 25 } as const;

const TargetRole = z.string().trim().min(1).max(120);
export const ResumeChange = z.object({
  /** The corrected text; sending any text, also the same, confirms it. */
  text: z.string().trim().min(1).max(resumeLimits.textCharacters).optional(),
  targetRole: TargetRole.nullable().optional(),
});
export type ResumeChange = z.infer<typeof ResumeChange>;

export const NewResumeAnalysis = z.object({
  resumeId: z.uuid(),
  jobDescription: z.string().trim().max(20_000).nullable().default(null),
  /** Left out: the résumé's own. */
  targetRole: TargetRole.optional(),
});
export type NewResumeAnalysis = z.input<typeof NewResumeAnalysis>;

export const ResumeAnalysis = z.object({
  id: z.uuid(),
  resumeId: z.uuid(),
  status: ResumeAnalysisStatus,
  /** What is being done, for a person. */
  step: z.string(),
  percent: z.number().int().min(0).max(100),
  /** Whether the résumé's text is still the one that was analysed: places in the result are places in that one. */
  current: z.boolean(),
  /** Once it is completed. */
  result: ResumeAnalysisResult.nullable(),
  /** Why it failed, and what to do. */
  failure: z.string().nullable(),
  createdAt: z.iso.datetime(),
  completedAt: z.iso.datetime().nullable(),
});
export type ResumeAnalysis = z.infer<typeof ResumeAnalysis>;

/** An analysis in the list of a résumé's: what it was made for, and what came of it. */
export const ListedAnalysis = ResumeAnalysis.omit({ result: true, resumeId: true }).extend({
  targetRole: z.string().nullable(),
  jobDescription: z.string().nullable(),
  /** 0–100; null until it is completed, and without a job description. */
  matchScore: z.number().int().nullable(),
});
export type ListedAnalysis = z.infer<typeof ListedAnalysis>;

const tag = 'Résumés';

export const resumeOperations = {
  uploadResume: {
    method: 'POST', path: '/resume/upload', access: 'resume:upload', tag, summary: 'Upload a résumé and get its text to confirm', status: 201, creates: true, limit: 'costly', bodyMedia: 'multipart/form-data',
    description: 'PDF, DOCX or plain text in UTF-8, at most 10 MB and 30 pages; what it is, is told by its content, not by its name. The file is stored encrypted. A file that cannot be read is answered with what is wrong and what to do.',
    body: z.object({ file: z.string().meta({ format: 'binary', description: 'The file' }), targetRole: TargetRole.optional() }),
    reply: ResumeWithText,
    problems: ['too-large', 'unsupported-file', 'file-empty', 'file-damaged', 'file-encrypted', 'file-unsafe', 'file-too-complex', 'resume-without-text', 'resume-too-long', 'not-a-resume', 'too-many'],
  },
  listResumes: { method: 'GET', path: '/resume', access: 'resume:list', tag, summary: "One's résumés, newest first", status: 200, reply: z.object({ items: z.array(Resume) }) },
  readResume: { method: 'GET', path: '/resume/:id', access: 'resume:read', tag, summary: 'A résumé with its text and sections', status: 200, params: IdParams, reply: ResumeWithText },
  changeResume: { method: 'PATCH', path: '/resume/:id', access: 'resume:change', tag, summary: 'Correct and confirm the text, or change the role it is for', status: 200, params: IdParams, body: ResumeChange, reply: ResumeWithText },
  deleteResume: { method: 'DELETE', path: '/resume/:id', access: 'resume:change', tag, summary: 'Remove the file, the text, and everything made of them', status: 204, params: IdParams },
  readResumeFile: {
    method: 'GET', path: '/resume/:id/file', access: 'resume:read', tag, summary: 'The file as it was uploaded', status: 200, params: IdParams,
    media: ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'text/plain'],
  },
  analyzeResume: { method: 'POST', path: '/resume/analyze', access: 'resume:upload', tag, summary: 'Have a résumé analysed, against a job description if there is one', status: 202, creates: true, limit: 'costly', body: NewResumeAnalysis, reply: ResumeAnalysis, problems: ['not-found'] },
  listResumeAnalyses: { method: 'GET', path: '/resume/:id/analyses', access: 'resume:read', tag, summary: 'The analyses of a résumé, newest first (the last 20)', status: 200, params: IdParams, reply: z.object({ items: z.array(ListedAnalysis) }) },
  readResumeAnalysis: { method: 'GET', path: '/resume/analysis/:id', access: 'resume:read', tag, summary: 'How far an analysis is, and its result', status: 200, params: IdParams, reply: ResumeAnalysis },
} as const satisfies Record<string, Operation>;
