/** The report as a person reads it in a terminal: scores with what they rest on, and what the candidate said. */
import type { Claim, Report, Score } from '@greenroom/contracts';

const barWidth = 20;
/** As many of each kind as fit on a screen; the page has all. */
const claimsShown = 3;

function scoreLine(name: string, score: Score): string {
  const value = score.value === null ? 'not enough evidence' : `${String(Math.round(score.value)).padStart(3)}  ${'█'.repeat(Math.round((score.value / 100) * barWidth)).padEnd(barWidth, '·')}`;
  return `  ${name.padEnd(11)}${value}  ${score.judge.name}${score.judge.version === '' ? '' : ` ${score.judge.version}`}`;
}

function claimLines(claim: Claim): string[] {
  const quote = claim.evidence[0]?.quote;
  return [`  ${claim.kind === 'strength' ? '+' : claim.kind === 'improvement' ? '–' : '·'} ${claim.text}`, ...(quote === undefined ? [] : [`      “${quote}”`])];
}

/** @returns lines without their ends. */
export function reportText(report: Report): string[] {
  const lines = ['Report', `  ${report.summary}`, ''];
  for (const dimension of ['fluency', 'confidence', 'clarity', 'content', 'overall'] as const) {
    const score = report.scores[dimension];
    lines.push(scoreLine(dimension, score), `             ${score.explanation}`);
  }
  const claims = report.questions.flatMap((question) => question.claims);
  for (const [kind, title] of [['strength', 'What worked'], ['improvement', 'What to work on'], ['observation', 'Noticed']] as const) {
    const some = claims.filter((claim) => claim.kind === kind).slice(0, claimsShown);
    if (some.length > 0) lines.push('', title, ...some.flatMap(claimLines));
  }
  if (report.nextPractice !== null) lines.push('', 'To practise next', `  ${report.nextPractice}`);
  if (report.notices.length > 0) lines.push('', 'To know', ...report.notices.map((notice) => `  ! ${notice}`));
  return lines;
}
