/** Opens a DOCX as the zip file that it is, counts what really comes out, and hands over the parts that are needed. */
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { limits } from './limits.ts';
import { FileProblem } from './problem.ts';

/** The parts whose name is wanted, as text. Everything else is unpacked and thrown away, because its announced size may be a lie. */
export async function checkedParts(bytes: Buffer, wanted: RegExp): Promise<{ names: string[]; parts: Map<string, string> }> {
  const zip = await open(bytes);
  const names: string[] = [];
  const parts = new Map<string, string>();
  let unpacked = 0;
  await new Promise<void>((resolve, reject) => {
    const failed = (error: unknown): void => reject(error instanceof FileProblem ? error : damaged(error));
    zip.on('error', failed);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      const problem = announced(entry, names);
      if (problem !== undefined) return failed(problem);
      names.push(entry.fileName);
      unpack(zip, entry, unpacked, wanted.test(entry.fileName)).then(({ size, text }) => {
        unpacked += size;
        if (text !== undefined) parts.set(entry.fileName, text);
        zip.readEntry();
      }, failed);
    });
    zip.readEntry();
  }).finally(() => zip.close());
  return { names, parts };
}

const damaged = (cause: unknown): FileProblem => new FileProblem('file-damaged', 'The document is damaged or was cut off on its way. Open it, save it again as DOCX or PDF, and upload that.', cause);
const bomb = (): FileProblem => new FileProblem('file-unsafe', 'The document unpacks to far more than a résumé holds. Save it again without large embedded objects, or export it as PDF.');

function announced(entry: Entry, names: readonly string[]): FileProblem | undefined {
  const { uncompressedSize: size, compressedSize: packed } = entry;
  if (names.length >= limits.zip.entries || names.includes(entry.fileName)) return bomb();
  if ((entry.generalPurposeBitFlag & 1) === 1) return new FileProblem('file-encrypted', 'The document is protected with a password. Save a copy without one and upload that.');
  if (size > limits.zip.ratioFromBytes && size / Math.max(1, packed) > limits.zip.ratio) return bomb();
  if (size > limits.zip.unpackedBytes) return bomb();
  return undefined;
}

function open(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names with "..", a drive or a leading slash are refused by the reader itself; sizes are checked against what comes out.
    fromBuffer(bytes, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true }, (error, zip) => (zip === undefined ? reject(damaged(error)) : resolve(zip)));
  });
}

function unpack(zip: ZipFile, entry: Entry, before: number, keep: boolean): Promise<{ size: number; text: string | undefined }> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (stream === undefined) return reject(damaged(error));
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('error', (cause: unknown) => reject(damaged(cause)));
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (before + size > limits.zip.unpackedBytes || (keep && size > limits.zip.xmlBytes)) {
          stream.destroy();
          reject(bomb());
        } else if (keep) chunks.push(chunk);
      });
      stream.on('end', () => resolve({ size, text: keep ? Buffer.concat(chunks).toString('utf8') : undefined }));
    });
  });
}
