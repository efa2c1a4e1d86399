/** Questions for one person and one job: by the language model where there is one, otherwise from the bank, and it is said which. */
import type { GenerateBody, GeneratedQuestions, QuestionSource } from '@greenroom/contracts';
import type { Database } from '@greenroom/database';
import { ProviderError, type LanguageModel } from '@greenroom/providers/language/language-model';
import type { Logger } from '../log.ts';
import { isSoftware } from './areas.ts';
import { bankName } from './bank.ts';
import { chooseQuestions, numbered, type Choice } from './choose.ts';
import { recentlyAsked, scoredCompetencies, weakOf } from './practice.ts';
import { writeQuestions } from './write.ts';

interface Parts {
  database: Database;
  languageModel: LanguageModel | undefined;
  log: Logger;
}
export interface Wanted extends Omit<GenerateBody, 'resumeId'> {
  userId: string;
  resumeText: string | null;
  random?: () => number;
}

/** How many weak competencies a choice looks at. */
const mostWeak = 3;

export async function generateQuestions({ database, languageModel, log }: Parts, { userId, random = Math.random, ...wanted }: Wanted): Promise<GeneratedQuestions> {
  const [scores, asked] = await Promise.all([scoredCompetencies(database, userId, wanted.type), recentlyAsked(database, userId)]);
  const choice: Choice = { ...wanted, random, weakCompetencies: weakOf(scores).slice(0, mostWeak), recentlyAsked: asked };
  const { questions, source } = languageModel === undefined ? fromBank(choice, null) : await written(languageModel, choice, log);
  const basis = { weakCompetencies: [...choice.weakCompetencies], recentlyAsked: asked.length, jobDescription: wanted.jobDescription !== null, resume: wanted.resumeText !== null };
  return { questions, source, basis };
}

type Chosen = Pick<GeneratedQuestions, 'questions'> & { source: QuestionSource };

function fromBank(choice: Choice, failure: string | null): Chosen {
  const suits = choice.type !== 'technical' || isSoftware({ role: choice.role, texts: [choice.jobDescription ?? '', choice.resumeText ?? ''] });
  const reason = [failure, suits ? null : `The technical questions of the ${bankName} are about software. For another field, bring your own questions.`].filter((one) => one !== null).join(' ');
  return { questions: chooseQuestions(choice), source: { kind: 'bank', name: bankName, reason: reason === '' ? null : reason } };
}

async function written(model: LanguageModel, choice: Choice, log: Logger): Promise<Chosen> {
  try {
    const { questions, name, refused } = await writeQuestions(model, choice);
    if (refused.length > 0) log.info({ model: name, refused }, 'Some questions of the language model were not usable');
    if (questions.length === 0) return fromBank(choice, `${name} wrote no question that can be asked aloud, so these come from the ${bankName}.`);
    const missing = choice.count - questions.length;
    const added = missing > 0 ? chooseQuestions({ ...choice, count: missing, recentlyAsked: [...choice.recentlyAsked, ...questions.map(({ text }) => text)] }) : [];
    const reason = missing > 0 ? `${missing} of ${choice.count} come from the ${bankName}: ${name} wrote too few that can be asked aloud.` : null;
    return { questions: numbered([...questions, ...added]), source: { kind: 'model', name, reason } };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn({ error }, 'The language model gave no questions; they come from the bank');
    return fromBank(choice, `${model.name} ${plainly(error)}, so these come from the ${bankName}.`);
  }
}

/** What happened, for a person; the details are in the log. */
function plainly({ status, message }: ProviderError): string {
  if (status === 429) return 'takes no more requests at the moment';
  if (status === 401 || status === 403) return 'did not accept our key';
  if (/did not reply within/.test(message)) return 'did not answer in time';
  return 'gave no usable answer';
}
