/** A résumé's analysis, from the order to the result. */
import { queries, type ResumeAnalysisInput, type ResumeAnalysisProgress } from '@greenroom/contracts';
import { defineQuery, isCancellation, log, proxyActivities, setHandler } from '@temporalio/workflow';
import type { AnalysisStep, ResumeActivities } from '../resumes/index.ts';

const { judgeResumeByRules, completeResume } = proxyActivities<ResumeActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '500 ms', maximumInterval: '10 seconds', maximumAttempts: 10 },
});
/** Providers have their own time-outs and retries inside. */
const { compareResumeByMeaning, addResumeRemarks } = proxyActivities<ResumeActivities>({
  startToCloseTimeout: '3 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds', maximumAttempts: 5 },
});
const { noteResumeProgress, giveUpResume } = proxyActivities<ResumeActivities>({
  startToCloseTimeout: '15 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '30 seconds' },
});

const steps: readonly [string, number, (input: ResumeAnalysisInput) => Promise<AnalysisStep>][] = [
  ['Reading the sections, the skills and the wording', 10, (input) => judgeResumeByRules({ ...input, today: new Date().toISOString() })],
  ['Comparing it with the job description', 40, compareResumeByMeaning],
  ['Looking for what could be said better', 60, addResumeRemarks],
  ['Putting it together', 95, completeResume],
];

export async function resumeAnalysis({ analysisId }: ResumeAnalysisInput): Promise<'completed' | 'gone' | 'failed'> {
  let progress: ResumeAnalysisProgress = { step: 'Waiting to begin', percent: 0 };
  setHandler(defineQuery<ResumeAnalysisProgress>(queries.progress), () => progress);
  try {
    for (const [step, percent, act] of steps) {
      progress = { step, percent };
      await noteResumeProgress({ analysisId, step, percent });
      if ((await act({ analysisId })) === 'gone') return 'gone';
    }
    progress = { step: 'The analysis is ready', percent: 100 };
    return 'completed';
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.error('a résumé could not be analysed', { analysisId, error });
    await giveUpResume({ analysisId, failure: 'The analysis could not be made. The résumé is kept: ask for another analysis in a few minutes.' });
    progress = { step: 'The analysis could not be made', percent: 100 };
    return 'failed';
  }
}
