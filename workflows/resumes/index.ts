/** The effects of a résumé's analysis. Only ids pass through Temporal: what is read and found stays in the database. */
import type { ResumeAnalysisInput } from '@greenroom/contracts';
import { completeResumeAnalysis, failResumeAnalysis, readAnalysisDraft, readAnalysisOrder, saveAnalysisDraft, setAnalysisProgress } from '@greenroom/database';
import { ProviderError } from '@greenroom/providers/language/index';
import { selectEmbeddings } from '@greenroom/providers/select-embeddings';
import { selectLanguageModel } from '@greenroom/providers/select-language-model';
import { analyseResume } from '@greenroom/resumes';
import { cancellationSignal } from '@temporalio/activity';
import type { Context } from '../context.ts';
import { compareByMeaning } from './compare.ts';
import { remarksByModel } from './suggestions.ts';

/** `gone`: the résumé was deleted while it was analysed. */
export type AnalysisStep = 'done' | 'gone';

export function createResumeActivities({ database, providers, log }: Pick<Context, 'database' | 'providers' | 'log'>) {
  return {
    async noteResumeProgress({ analysisId, step, percent }: ResumeAnalysisInput & { step: string; percent: number }): Promise<void> {
      await setAnalysisProgress(database, analysisId, step, percent);
    },

    /** @param order.today ISO 8601; given by the workflow, so that a repeated analysis is the same analysis */
    async judgeResumeByRules({ analysisId, today }: ResumeAnalysisInput & { today: string }): Promise<AnalysisStep> {
      const order = await readAnalysisOrder(database, analysisId);
      if (order === undefined) return 'gone';
      await saveAnalysisDraft(database, analysisId, analyseResume({ ...order, today }));
      return 'done';
    },

    async compareResumeByMeaning({ analysisId }: ResumeAnalysisInput): Promise<AnalysisStep> {
      const [order, draft] = [await readAnalysisOrder(database, analysisId), await readAnalysisDraft(database, analysisId)];
      if (order === undefined || draft === undefined) return 'gone';
      const { meaning, notices } = await compareByMeaning(database, order, selectEmbeddings(providers), cancellationSignal());
      await saveAnalysisDraft(database, analysisId, { ...draft, meaning, notices: [...new Set([...draft.notices, ...notices])] });
      return 'done';
    },

    /** Without a model, or when it fails, the rules' result stands, and says so. */
    async addResumeRemarks({ analysisId }: ResumeAnalysisInput): Promise<AnalysisStep> {
      const [order, draft] = [await readAnalysisOrder(database, analysisId), await readAnalysisDraft(database, analysisId)];
      if (order === undefined || draft === undefined) return 'gone';
      const notices: string[] = [];
      const model = selectLanguageModel(providers, (notice) => notices.push(notice));
      if (model === undefined) return 'done';
      try {
        const { claims, judge } = await remarksByModel(model, order, cancellationSignal());
        // A repeated activity replaces what an earlier try has written.
        const own = draft.claims.filter((claim) => claim.judge.kind !== 'model');
        const judges = [...draft.judges.filter(({ kind }) => kind !== 'model'), judge];
        await saveAnalysisDraft(database, analysisId, { ...draft, claims: [...own, ...claims], judges, notices: [...new Set([...draft.notices, ...notices])] });
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        log.warn({ analysisId, err: error }, 'a résumé is analysed by rules alone');
        notices.push(`${model.name} gave no remarks (${error.message}): these are the rules’ alone.`);
        await saveAnalysisDraft(database, analysisId, { ...draft, notices: [...new Set([...draft.notices, ...notices])] });
      }
      return 'done';
    },

    async completeResume({ analysisId }: ResumeAnalysisInput): Promise<AnalysisStep> {
      const there = await completeResumeAnalysis(database, analysisId);
      if (there) log.info({ analysisId }, 'the analysis of a résumé is ready');
      return there ? 'done' : 'gone';
    },

    async giveUpResume({ analysisId, failure }: ResumeAnalysisInput & { failure: string }): Promise<void> {
      await failResumeAnalysis(database, analysisId, failure);
    },
  };
}
export type ResumeActivities = ReturnType<typeof createResumeActivities>;
