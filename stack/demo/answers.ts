/** The recordings of one candidate, with the questions they answer: the built-in ones, or a folder given with `--answers`. */
import { InterviewType, Level, Question } from '@greenroom/contracts';
import { readFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { StackError } from '../stack-error.ts';
import { audioEndings, decodeAudio, findAudio } from './audio-file.ts';

export const builtInAnswers: string = fileURLToPath(new URL('./answers', import.meta.url));

export interface Recording {
  /** Its file's name without the ending. */
  name: string;
  /** 16 bit, mono, 48 kHz. */
  samples: Int16Array;
  /** What is said in it, word for word, when `answers.jsonl` tells. */
  text: string | undefined;
  fillerCount: number | undefined;
}

export interface DemoAnswers {
  candidate: string;
  role: string;
  level: Level;
  type: InterviewType;
  language: string;
  questions: Question[];
  /** By question id. */
  recordings: Map<string, { answer: Recording; followUp: Recording | undefined }>;
  spare: Recording[];
}

const recordingName = z.string().trim().min(1).max(200).refine((name) => !/[\\/]/.test(name), 'must be the name of a file beside questions.json');
const QuestionsFile = z.object({
  role: z.string().trim().min(1).max(120).default('Software engineer'),
  level: Level.default('mid'),
  type: InterviewType.default('behavioral'),
  language: z.string().max(20).default('en'),
  candidate: z.string().trim().min(1).max(120).default('You'),
  questions: z.array(z.object({
    id: Question.shape.id.optional(),
    question: Question.shape.text,
    answer: recordingName,
    followUpAnswer: recordingName.optional(),
    competency: Question.shape.competency.default(''),
    expectedPoints: Question.shape.expectedPoints.default([]),
    probes: Question.shape.probes.default([]),
    timeBudgetSeconds: Question.shape.timeBudgetSeconds.default(150),
  })).min(1).max(20),
  spare: z.array(recordingName).max(20).default([]),
});
const Spoken = z.object({ id: z.string(), text: z.string(), fillerCount: z.number().int().optional() });

async function readQuestions(folder: string): Promise<z.infer<typeof QuestionsFile>> {
  const path = join(folder, 'questions.json');
  const text = await readFile(path, 'utf8').catch(() => {
    throw new StackError(`There is no ${path}. Copy stack/demo/answers/questions.json there and put your own questions and recordings in it.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new StackError(`${path} is not valid JSON: ${error instanceof Error ? error.message : String(error)}. Correct it and run the same command again.`);
  }
  const parsed = QuestionsFile.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StackError(`${path}: ${issue?.path.join('.') || 'the whole file'}: ${issue?.message ?? 'not as expected'}. See stack/demo/answers/questions.json for the form.`);
  }
  return parsed.data;
}

/** What is said in the recordings, where somebody wrote it down. */
async function readTexts(folder: string): Promise<Map<string, z.infer<typeof Spoken>>> {
  const path = join(folder, 'answers.jsonl');
  const lines = await readFile(path, 'utf8').catch(() => '');
  return new Map(lines.split('\n').filter((line) => line.trim() !== '').map((line, index) => {
    try {
      const spoken = Spoken.parse(JSON.parse(line));
      return [spoken.id, spoken];
    } catch {
      throw new StackError(`${path}, line ${index + 1}, is not as expected ({"id": "…", "text": "…"}). Correct it, or delete the file: it is not needed.`);
    }
  }));
}

/**
 * Reads and decodes everything that an interview will need, so that a broken file is found before anything is started.
 * @throws StackError, one line that names the file and what to do.
 */
export async function loadAnswers(folder: string = builtInAnswers): Promise<DemoAnswers> {
  const root = resolve(folder);
  const file = await readQuestions(root);
  const texts = await readTexts(root);
  const known = new Map<string, Promise<Recording>>();
  const load = (name: string): Promise<Recording> => {
    const loading = known.get(name) ?? (async () => {
      const path = await findAudio(root, name);
      const ending = extname(path);
      const id = audioEndings.some((audio) => audio === ending) ? basename(path, ending) : name;
      return { name: id, samples: await decodeAudio(path), text: texts.get(id)?.text, fillerCount: texts.get(id)?.fillerCount };
    })();
    known.set(name, loading);
    return loading;
  };

  const recordings: DemoAnswers['recordings'] = new Map();
  const questions: Question[] = [];
  for (const [index, { question, answer, followUpAnswer, id = `q${index + 1}`, ...rest }] of file.questions.entries()) {
    if (recordings.has(id)) throw new StackError(`${join(root, 'questions.json')}: two questions have the id "${id}". Give each its own.`);
    questions.push({ id, text: question, ...rest });
    recordings.set(id, { answer: await load(answer), followUp: followUpAnswer === undefined ? undefined : await load(followUpAnswer) });
  }
  const spare = await Promise.all(file.spare.map(load));
  return { candidate: file.candidate, role: file.role, level: file.level, type: file.type, language: file.language, questions, recordings, spare };
}
