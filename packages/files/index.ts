/** Recordings, résumés and reports in any S3-compatible store (path-style addresses). */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  CreateBucketCommand, DeleteObjectsCommand, GetObjectCommand, HeadBucketCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client,
} from '@aws-sdk/client-s3';
import type { Settings } from '@greenroom/settings';
import { createEncryption } from './encryption.ts';
import { filesError, FilesUnavailableError } from './errors.ts';

export * from './errors.ts';
export { keys } from './keys.ts';

export interface FileInfo {
  contentLength: number;
  contentType: string;
  etag: string;
}
export interface StoredFile extends FileInfo {
  /** Read it to the end or destroy it: an unread body holds a connection. */
  body: Readable;
  /** Set when `range` was given, for example `bytes 0-99/1234`. */
  contentRange?: string;
}
export interface Files {
  /** Makes the bucket when it is not there; safe when several processes do it at once. */
  ensureBucket(): Promise<void>;
  put(key: string, body: Uint8Array, contentType: string): Promise<void>;
  /** @param range an HTTP range, for example `bytes=0-99`. @throws FileNotFoundError, RangeNotSatisfiableError */
  get(key: string, range?: string): Promise<StoredFile>;
  /** A file from the disk, which need not fit into memory; at most 5 GB (what one upload takes). */
  putFile(key: string, path: string, contentType: string): Promise<void>;
  /** Like `put`, encrypted with the first of the settings' keys. @throws EncryptionKeyMissingError */
  putEncrypted(key: string, body: Uint8Array): Promise<void>;
  /** What `putEncrypted` stored at this key, whole. @throws FileNotFoundError, FileTamperedError, EncryptionKeyMissingError */
  getEncrypted(key: string): Promise<Buffer>;
  /** @throws FileNotFoundError */
  describe(key: string): Promise<FileInfo>;
  /** Every file whose key starts with `prefix`, in order. */
  list(prefix: string): Promise<{ key: string; size: number }[]>;
  /** Removes every file whose key starts with `prefix`; gives their number. */
  remove(prefix: string): Promise<number>;
  /** Resolves when the bucket can be reached with our key. */
  ping(): Promise<void>;
  close(): void;
}

const defaults = {
  connectTimeoutMs: 2_000,
  /** Longest wait for the beginning of an answer. A slow reader of the body is not hurried: a paused player is one. */
  answerTimeoutMs: 20_000,
  attempts: 3,
  connections: 1_000,
  /** What one DeleteObjects call takes. */
  removeAtOnce: 1_000,
} as const;

/** Every method throws a `FilesError`; its `retryable` says whether the same call may succeed later. */
export function connectFiles(settings: Settings['files']): Files {
  const Bucket = settings.bucket;
  const encryption = createEncryption(settings.encryptionKeys);
  // Every listener to a recording holds one for as long as it plays.
  const pool = { httpAgent: { maxSockets: defaults.connections }, httpsAgent: { maxSockets: defaults.connections } };
  const s3 = new S3Client({
    endpoint: settings.endpoint,
    region: settings.region,
    forcePathStyle: true,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    maxAttempts: defaults.attempts,
    // Checksums in trailers are an AWS speciality that smaller stores refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { ...pool, connectionTimeout: defaults.connectTimeoutMs, requestTimeout: defaults.answerTimeoutMs, throwOnRequestTimeout: true },
  });

  async function list(prefix: string): Promise<{ key: string; size: number }[]> {
    const found: { key: string; size: number }[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await typed(`list ${prefix}`, () => s3.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken })));
      for (const { Key, Size } of page.Contents ?? []) if (Key !== undefined) found.push({ key: Key, size: Size ?? 0 });
      ContinuationToken = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (ContinuationToken !== undefined);
    return found;
  }

  async function put(key: string, body: Uint8Array, contentType: string): Promise<void> {
    await typed(`put ${key}`, () => s3.send(new PutObjectCommand({ Bucket, Key: key, Body: body, ContentType: contentType })));
  }
  async function get(key: string, range?: string): Promise<StoredFile> {
    const found = await typed(`get ${key}`, () => s3.send(new GetObjectCommand({ Bucket, Key: key, ...(range === undefined ? {} : { Range: range }) })));
    if (!(found.Body instanceof Readable)) throw new FilesUnavailableError(`get ${key}: the answer has no body`);
    return { body: found.Body, ...info(found), ...(found.ContentRange === undefined ? {} : { contentRange: found.ContentRange }) };
  }

  return {
    async ensureBucket() {
      const there = await s3.send(new HeadBucketCommand({ Bucket })).then(() => true, (cause: unknown) => missing(cause, `bucket ${Bucket}`));
      if (there) return;
      await typed(`create bucket ${Bucket}`, () => s3.send(new CreateBucketCommand({ Bucket })).catch((cause: unknown) => {
        if (!['BucketAlreadyOwnedByYou', 'BucketAlreadyExists'].includes((cause as Error).name)) throw cause;
      }));
    },
    put,
    async putFile(key, path, contentType) {
      const { size } = await stat(path);
      await typed(`put ${key}`, () => s3.send(new PutObjectCommand({ Bucket, Key: key, Body: createReadStream(path), ContentLength: size, ContentType: contentType })));
    },
    get,
    async putEncrypted(key, body) {
      // What it is, is nobody's business who can look into the store.
      await put(key, encryption.encrypt(key, body), 'application/octet-stream');
    },
    async getEncrypted(key) {
      const { body } = await get(key);
      const stored = await typed(`get ${key}`, () => buffer(body));
      return encryption.decrypt(key, stored);
    },
    async describe(key) {
      return info(await typed(`describe ${key}`, () => s3.send(new HeadObjectCommand({ Bucket, Key: key }))));
    },
    list,
    async remove(prefix) {
      if (prefix === '') throw new TypeError('remove() needs a prefix: an empty one would empty the bucket.');
      const found = await list(prefix);
      for (let at = 0; at < found.length; at += defaults.removeAtOnce) {
        const Objects = found.slice(at, at + defaults.removeAtOnce).map(({ key }) => ({ Key: key }));
        const { Errors = [] } = await typed(`remove ${prefix}`, () => s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } })));
        if (Errors[0] !== undefined) throw new FilesUnavailableError(`remove ${prefix}: ${Errors.length} files stayed, the first is ${Errors[0].Key} (${Errors[0].Message})`);
      }
      return found.length;
    },
    async ping() {
      await typed(`reach bucket ${Bucket}`, () => s3.send(new HeadBucketCommand({ Bucket })));
    },
    close: () => s3.destroy(),
  };
}

async function typed<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw filesError(cause, what);
  }
}

function missing(cause: unknown, what: string): false {
  if ((cause as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404) return false;
  throw filesError(cause, what);
}

function info(found: { ContentLength?: number | undefined; ContentType?: string | undefined; ETag?: string | undefined }): FileInfo {
  return { contentLength: found.ContentLength ?? 0, contentType: found.ContentType ?? 'application/octet-stream', etag: found.ETag ?? '' };
}
