/** One zip with all that is kept about a person. Each entry is read when its turn comes, so that memory does not grow with the account. */
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { listTurns, ofAccount, ofInterview, ofResume, ownInterviewIds, ownResumes, readParts, type Database } from '@greenroom/database';
import { keys, type Files } from '@greenroom/files';
import type { Turn } from '@greenroom/contracts';
import { ZipFile } from 'yazl';

interface Entry {
  path: string;
  /** Audio does not get smaller. */
  compress: boolean;
  read(): Promise<Readable>;
}

const readMe = `This is a copy of all that Greenroom keeps about you.

account/      your account, its settings, sign-ins, coaches and invitations; what you wrote as a coach about others
interviews/   one folder per interview: plan and questions, every turn with its words, marks and measures, the report,
              notes that you may see, scores, links, the recording, and the transcript as plain text
resumes/      one folder per resume: the file as you uploaded it, its text, what was found in it

The .json files are rows of our database, one list per table. Times with "Seconds" in their name are seconds on the
interview's clock; all others are UTC. Not in here: your password and other secrets (we only have one-way hashes of them),
search indexes made from the same text, and notes that a coach keeps private.
`;

export interface Sources {
  database: Database;
  files: Files;
}

/** @param progress called as often as an entry begins @throws when anything cannot be read: half a copy is none */
export async function writeExport(sources: Sources, userId: string, path: string, signal: AbortSignal, progress: () => void): Promise<{ sizeBytes: number; entries: number }> {
  const entries = await entriesOf(sources, userId);
  const zip = new ZipFile();
  const failed = new AbortController();
  // yazl tells of a failed source on itself only, and would leave the file waiting for ever.
  zip.on('error', (error) => failed.abort(error));
  for (const { path: name, compress, read } of entries) {
    zip.addReadStreamLazy(name, { compress, mode: 0o100600 }, (give) => {
      progress();
      read().then((stream) => give(null, stream.on('error', (error) => failed.abort(error))), (error: unknown) => give(error, Readable.from([])));
    });
  }
  zip.end();
  try {
    await pipeline(zip.outputStream, createWriteStream(path, { mode: 0o600 }), { signal: AbortSignal.any([signal, failed.signal]) });
  } catch (error) {
    throw failed.signal.aborted ? failed.signal.reason : error;
  }
  return { sizeBytes: (await stat(path)).size, entries: entries.length };
}

async function entriesOf({ database, files }: Sources, userId: string): Promise<Entry[]> {
  const text = (path: string, read: () => Promise<string> | string): Entry => ({ path, compress: true, read: async () => Readable.from([Buffer.from(await read())]) });
  const tables = (folder: string, parts: typeof ofAccount, id: string): Entry[] =>
    parts.map((part) => text(`${folder}/${part.as ?? part.table}.json`, async () => {
      const [read] = await readParts(database, [part], id);
      return `${JSON.stringify(read?.rows ?? [], null, 2)}\n`;
    }));

  const entries = [text('README.txt', () => readMe), ...tables('account', ofAccount, userId)];
  for (const id of await ownInterviewIds(database, userId)) {
    const folder = `interviews/${id}`;
    entries.push(...tables(folder, ofInterview, id), text(`${folder}/transcript.txt`, async () => transcript(await listTurns(database, id))));
    const prefix = keys.interview(id);
    for (const { key } of await files.list(prefix)) entries.push({ path: `${folder}/${key.slice(prefix.length)}`, compress: false, read: async () => (await files.get(key)).body });
  }
  const stored = new Set((await files.list(keys.resumes(userId))).map(({ key }) => key));
  for (const { id, fileUrl, fileName, text: content } of await ownResumes(database, userId)) {
    const folder = `resumes/${id}`;
    entries.push(...tables(folder, ofResume, id), text(`${folder}/text.txt`, () => content));
    if (!stored.has(fileUrl)) entries.push(text(`${folder}/the-file-is-missing.txt`, () => 'The file that you uploaded is no longer in our file store. Its text is here.\n'));
    else entries.push({ path: `${folder}/${safeName(fileName)}`, compress: true, read: async () => Readable.from([await files.getEncrypted(fileUrl)]) });
  }
  return entries;
}

function transcript(turns: readonly Turn[]): string {
  const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
  return turns.map(({ startedAt, speaker, text }) => `[${clock(startedAt)}] ${speaker}: ${text}\n`).join('');
}

/** A file's name as it was uploaded, but never a way out of its folder or over one of ours. */
function safeName(name: string): string {
  const plain = name.replace(/[\p{Cc}\\/:*?"<>|]+/gu, '_').replace(/^\.+/, '').slice(-100);
  return `file-${plain === '' ? 'resume' : plain}`;
}
