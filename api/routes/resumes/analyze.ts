import { taskQueues, workflowIds, workflowNames, type ResumeAnalysisInput } from '@greenroom/contracts';
import { createResumeAnalysis, dropResumeAnalysis } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { noResume } from './with-text.ts';

export const analyzeResume: Handler<'analyzeResume'> = async ({ database, durable }, { caller, body, response, log }) => {
  const analysis = await createResumeAnalysis(database, caller.userId, { ...body, targetRole: body.targetRole });
  if (analysis === undefined) throw noResume();
  const input: ResumeAnalysisInput = { analysisId: analysis.id };
  await durable
    .reached(() => durable.client.workflow.start(workflowNames.resumeAnalysis, { taskQueue: taskQueues.interviews, workflowId: workflowIds.resumeAnalysis(analysis.id), args: [input] }))
    .catch(async (error: unknown) => {
      // Nobody will work on it: whoever asks again gets a new one.
      await dropResumeAnalysis(database, analysis.id).catch((cause: unknown) => log.error({ error: cause, 'resume.analysis.id': analysis.id }, 'An analysis that could not be begun stays queued'));
      throw error;
    });
  response.location(`/api/v1/resume/analysis/${analysis.id}`);
  return analysis;
};
