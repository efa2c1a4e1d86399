/** The report on paper: what the site's page says, in the same words and the same order. */
import { overridableScores, type Claim, type Coverage, type Evidence, type Interview, type QuestionReport, type Report, type Score, type ScoreOverride } from '@greenroom/contracts';
import { clock } from '../transcripts/plain-text.ts';
import { deliveryLines } from './delivery.ts';
import { ink, openPaper, sizes, type Paper } from './paper.ts';
import { claimWords, dayAndTime, judgeText, levelWords, scoreNames, scoreText, spokenTime, typeWords } from './words.ts';

export interface PrintedReport {
  interview: Pick<Interview, 'type' | 'role' | 'level' | 'startedAt' | 'createdAt' | 'duration' | 'mode'>;
  report: Report;
  overrides: readonly ScoreOverride[];
  candidateName: string;
}

export async function writeReportPdf({ interview, report, overrides, candidateName }: PrintedReport): Promise<Buffer> {
  const held = interview.startedAt ?? interview.createdAt;
  const paper = await openPaper({
    title: `Interview report: ${interview.role}`,
    author: 'Greenroom',
    subject: `Practice interview of ${candidateName}, ${held.slice(0, 10)}`,
    createdAt: new Date(report.createdAt),
    lang: 'en',
  });

  const duration = interview.duration === null ? '' : `, ${spokenTime(interview.duration)}`;
  paper.block('P', `${typeWords[interview.type]}, ${levelWords[interview.level]}${interview.mode === 'typed' ? ', typed' : ''}. ${dayAndTime(held)}${duration}`, { size: sizes.small, color: ink.quiet, after: 2 });
  paper.block('H1', interview.role, { size: sizes.title, weight: 'strong', after: 2 });
  paper.block('P', candidateName, { color: ink.quiet, after: 14 });
  paper.block('P', report.summary, { size: sizes.lead, after: 8 });
  if (report.nextPractice !== null) paper.block('P', [{ text: 'Practise next. ', weight: 'strong', color: ink.you }, { text: report.nextPractice }], { after: 8 });
  if (report.notices.length > 0) {
    paper.group('L', () => {
      for (const notice of report.notices) paper.block('LI', [{ text: 'Note: ', weight: 'strong' }, { text: notice }], { color: ink.interviewer, indent: 12, after: 3 });
    });
  }

  writeScores(paper, report, overrides);
  if (report.measures !== null) {
    const lines = deliveryLines(report.measures, report.toneJudge);
    paper.group('Sect', () => {
      paper.block('H2', 'How you said it', { size: sizes.heading, weight: 'strong', before: 14 });
      paper.group('L', () => {
        for (const line of lines) paper.block('LI', line, { after: 2 });
      });
    });
  }
  paper.group('Sect', () => {
    paper.block('H2', 'Question by question', { size: sizes.heading, weight: 'strong', before: 18 });
    for (const [nth, question] of report.questions.entries()) writeQuestion(paper, question, nth + 1);
  });
  return paper.finish(`${shortened(interview.role)}, ${shortened(candidateName)}, ${held.slice(0, 10)}`);
}

function writeScores(paper: Paper, report: Report, overrides: readonly ScoreOverride[]): void {
  paper.group('Sect', () => {
    paper.block('H2', 'Scores', { size: sizes.heading, weight: 'strong', before: 14 });
    for (const name of ['overall', ...overridableScores.filter((each) => each !== 'overall')] as const) {
      const score = report.scores[name];
      paper.room(70);
      paper.block('H3', [{ text: `${scoreNames[name]}: `, weight: 'strong' }, { text: scoreText(score) }], { size: sizes.body + 1, after: 3 });
      if (score.value !== null) paper.bar(score.value, ink.you);
      explain(paper, score, name === 'confidence' ? 'An impression. ' : '');
      for (const override of overrides.filter(({ dimension }) => dimension === name)) {
        paper.block('P', [{ text: `${override.coachName}, coach: ${override.value} of 100. `, weight: 'strong' }, { text: override.reason }, { text: ` ${override.updatedAt.slice(0, 10)}; beside the score above, which stands as it was judged.`, color: ink.quiet, size: sizes.small }], {
          color: ink.coach,
          indent: 12,
        });
      }
    }
  });
}

function explain(paper: Paper, score: Score, before = ''): void {
  paper.block('P', [{ text: `${before}${score.explanation} ` }, { text: judgeText(score), color: ink.quiet }], { size: sizes.small, after: 7 });
}

function writeQuestion(paper: Paper, question: QuestionReport, number: number): void {
  paper.room(120);
  paper.rule();
  paper.group('Sect', () => {
    paper.block('P', `Question ${number}, ${question.competency}`, { size: sizes.small, color: ink.quiet, after: 2 });
    paper.block('H3', question.question, { size: sizes.lead, weight: 'strong', color: ink.interviewer, after: 6 });
    if (question.turnSeqs.length === 0) return paper.block('P', 'This question was not reached.', { color: ink.quiet });
    for (const name of ['content', 'clarity'] as const) {
      paper.block('P', [{ text: `${scoreNames[name]}: `, weight: 'strong' }, { text: scoreText(question[name]) }], { after: 1 });
      explain(paper, question[name]);
    }
    writeCoverage(paper, 'The story (situation, task, action, result)', question.star);
    writeCoverage(paper, 'What a good answer mentions', question.points);
    for (const claim of question.claims) writeClaim(paper, claim);
  });
}

function writeCoverage(paper: Paper, title: string, coverage: readonly Coverage[]): void {
  if (coverage.length === 0) return;
  paper.room(50);
  paper.block('P', title, { weight: 'strong', after: 2, before: 2 });
  paper.group('L', () => {
    for (const { point, covered, evidence } of coverage) {
      const state = covered ? { text: 'Said: ', weight: 'strong', color: ink.you } as const : { text: 'Not found: ', weight: 'strong', color: ink.quiet } as const;
      paper.block('LI', [state, { text: point }, ...(evidence === null ? [] : [{ text: ` ${quoted(evidence)}`, weight: 'italic', color: ink.quiet } as const])], { indent: 12, after: 2 });
    }
  });
}

function writeClaim(paper: Paper, { kind, text, evidence }: Claim): void {
  paper.room(40);
  paper.block('P', [{ text: `${claimWords[kind]}. `, weight: 'strong', ...(kind === 'strength' ? { color: ink.you } : {}) }, { text }], { after: 2, before: 4 });
  for (const one of evidence) paper.block('BlockQuote', quoted(one), { weight: 'italic', color: ink.quiet, indent: 12, after: 3 });
}

/** With its moment, for the recording. */
const quoted = ({ quote, at }: Evidence): string => `“${quote}” (${clock(at)})`;

/** For the foot of a page, which has one line. */
const shortened = (text: string): string => (text.length > 50 ? `${text.slice(0, 49).trimEnd()}…` : text);
