/** What every benchmark here says and needs of the machine. */
import { cpus, loadavg } from 'node:os';
import { cacheDir } from '../../stack/index.ts';
import { installVoices } from '../../stack/voices/install.ts';

/** Progress goes to stderr: stdout holds one JSON line. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** With what the machine had to do before: figures count on a quiet one only. */
export const machine = (): { cores: number; cpu: string | undefined; loadBefore: number } => ({
  cores: cpus().length, cpu: cpus()[0]?.model, loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
});

/** The folder of the local speech models; they are fetched when they are not there. */
export const modelsDir = (tell: (line: string) => void): Promise<string> => Promise.resolve(process.env['SPEECH_MODELS_DIR'] ?? installVoices(cacheDir(), tell));
