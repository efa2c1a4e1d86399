/** Which passage of a résumé comes nearest to each thing that a job description asks for. */
import type { MeaningMatch } from '@greenroom/contracts';
import { nearestPassages, type AnalysisOrder, type Comparison, type Database } from '@greenroom/database';
import type { EmbeddingModel } from '@greenroom/providers/embeddings/index';
import { ProviderError } from '@greenroom/providers/language/index';
import { passagesOf, quoteAt, readJobDescription, withoutContact } from '@greenroom/resumes';

/** More sentences than this ask for nothing new. */
const mostRequirements = 30;
const leastWords = 3;
const timeoutMs = 30_000;

export interface Compared {
  meaning: MeaningMatch | null;
  notices: string[];
}

/** @param models in the order in which they are to be tried; each compares everything or nothing */
export async function compareByMeaning(database: Database, order: AnalysisOrder, models: readonly EmbeddingModel[], signal: AbortSignal): Promise<Compared> {
  const { resumeId, text, jobDescription } = order;
  if (jobDescription === null) return { meaning: null, notices: [] };
  const passages = passagesOf(text);
  const asked = readJobDescription(jobDescription).filter((requirement) => requirement.text.split(/\s+/).length >= leastWords).slice(0, mostRequirements);
  if (asked.length === 0) return { meaning: null, notices: [] };
  const requirements = asked.map((requirement) => requirement.text);

  const { vectors, notices } = await vectorsFrom(models, passages.map((passage) => passage.text), requirements, signal);
  const nearest = await nearestPassages(database, { resumeId, passages, requirements, vectors });
  const found = asked.map(({ start, end, text: sentence }, index) => {
    const near = nearest[index];
    return { asked: quoteAt(jobDescription, start, end) ?? { start, end, quote: sentence }, nearness: near?.nearness ?? 0, passage: near === undefined ? null : (quoteAt(text, near.start, near.end) ?? null) };
  });
  const score = Math.round((100 * found.reduce((sum, { nearness }) => sum + nearness, 0)) / found.length) / 100;
  return { meaning: { method: vectors === undefined ? 'full_text' : 'embeddings', model: vectors?.model ?? null, score, requirements: found }, notices };
}

async function vectorsFrom(models: readonly EmbeddingModel[], passages: readonly string[], requirements: readonly string[], signal: AbortSignal): Promise<{ vectors: Comparison['vectors']; notices: string[] }> {
  const notices: string[] = [];
  if (passages.length === 0) return { vectors: undefined, notices };
  for (const [index, model] of models.entries()) {
    try {
      const all = await model.embed([...passages, ...requirements].map(withoutContact), { signal, timeoutMs });
      return { vectors: { model: model.name, passages: all.slice(0, passages.length), requirements: all.slice(passages.length) }, notices };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const next = models[index + 1]?.name;
      notices.push(`${model.name} does not answer (${error.message}); ${next === undefined ? 'words were compared instead of meaning' : `${next} is used instead`}.`);
    }
  }
  return { vectors: undefined, notices };
}
