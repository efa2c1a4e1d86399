import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadSettings } from '@greenroom/settings';
import { connectFiles, EncryptionKeyMissingError, FileNotFoundError, FilesRefusedError, FilesUnavailableError, FileTamperedError, keys, RangeNotSatisfiableError } from './index.ts';

const settings = { ...loadSettings(inject('env')).files, bucket: `files-${randomUUID().slice(0, 8)}` };
const files = connectFiles(settings);
const bytes = (text: string) => new TextEncoder().encode(text);

beforeAll(() => files.ensureBucket());
afterAll(async () => {
  await files.remove('interviews/');
  files.close();
});

test('several processes may make the bucket at once', async () => {
  const bucket = `files-${randomUUID().slice(0, 8)}`;
  const others = [1, 2, 3].map(() => connectFiles({ ...settings, bucket }));
  await Promise.all(others.map((one) => one.ensureBucket()));
  expect(await others[0]?.list('')).toEqual([]);
  for (const one of others) one.close();
});

test('a file comes back whole, with its type, its length and a mark of its content', async () => {
  const key = keys.recording(randomUUID());
  await files.put(key, bytes('hello world'), 'audio/ogg');
  const found = await files.get(key);
  expect((await buffer(found.body)).toString()).toBe('hello world');
  expect(found).toMatchObject({ contentLength: 11, contentType: 'audio/ogg', etag: expect.stringMatching(/^".+"$/) as string });
  expect(found.contentRange).toBeUndefined();
  expect(await files.describe(key)).toEqual({ contentLength: 11, contentType: 'audio/ogg', etag: found.etag });
});

test('a range comes back as that range', async () => {
  const key = keys.recording(randomUUID());
  await files.put(key, bytes('0123456789'), 'audio/ogg');
  const middle = await files.get(key, 'bytes=2-4');
  expect([(await buffer(middle.body)).toString(), middle.contentRange, middle.contentLength]).toEqual(['234', 'bytes 2-4/10', 3]);
  const end = await files.get(key, 'bytes=-3');
  expect([(await buffer(end.body)).toString(), end.contentRange]).toEqual(['789', 'bytes 7-9/10']);
});

test('a range outside the file is refused as such', async () => {
  const key = keys.recording(randomUUID());
  await files.put(key, bytes('short'), 'audio/ogg');
  await expect(files.get(key, 'bytes=100-200')).rejects.toThrow(RangeNotSatisfiableError);
});

test('what is not there is not found, and a retry does not help', async () => {
  await expect(files.get(keys.report(randomUUID()))).rejects.toThrow(FileNotFoundError);
  await expect(files.describe(keys.report(randomUUID()))).rejects.toMatchObject({ name: 'FileNotFoundError', retryable: false });
});

test('segments are listed in order, and removing an interview leaves the others', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  for (const number of [10, 2, 0]) await files.put(keys.recordingSegment(one, number), bytes('x'.repeat(number + 1)), 'audio/flac');
  await files.put(keys.recordingSegment(other, 0), bytes('x'), 'audio/flac');
  expect(await files.list(keys.recordingSegments(one))).toEqual([0, 2, 10].map((number) => ({ key: keys.recordingSegment(one, number), size: number + 1 })));
  expect(keys.recordingSegment(one, 12)).toBe(`interviews/${one}/segments/000012.flac`);
  expect(await files.remove(keys.interview(one))).toBe(3);
  expect(await files.list(keys.interview(one))).toEqual([]);
  expect(await files.list(keys.interview(other))).toHaveLength(1);
});

test('an empty prefix never empties the bucket', async () => {
  await expect(files.remove('')).rejects.toThrow(TypeError);
});

test('a store that is away is a reason to try again, a wrong key is not', async () => {
  const away = connectFiles({ ...settings, endpoint: 'http://127.0.0.1:9' });
  await expect(away.get('x')).rejects.toThrow(FilesUnavailableError);
  await expect(away.get('x')).rejects.toMatchObject({ retryable: true });
  const stranger = connectFiles({ ...settings, secretAccessKey: 'wrong' });
  await expect(stranger.get('x')).rejects.toThrow(FilesRefusedError);
});

test('an encrypted file comes back as it was, is unreadable in the store, and cannot take the place of another', async () => {
  const [one, other] = [keys.resume(randomUUID(), randomUUID()), keys.resume(randomUUID(), randomUUID())];
  await files.putEncrypted(one, bytes('Dana Reyes, Engineer'));
  expect((await files.getEncrypted(one)).toString()).toBe('Dana Reyes, Engineer');
  const raw = await files.get(one);
  const stored = await buffer(raw.body);
  expect([raw.contentType, stored.includes('Dana')]).toEqual(['application/octet-stream', false]);
  await files.put(other, stored, 'application/octet-stream');
  await expect(files.getEncrypted(other)).rejects.toThrow(FileTamperedError);
  await expect(files.getEncrypted(keys.resume(randomUUID(), randomUUID()))).rejects.toThrow(FileNotFoundError);
  await files.remove('resumes/');
});

test('without a key nothing is stored encrypted, and nothing unencrypted in its place', async () => {
  const keyless = connectFiles({ ...settings, encryptionKeys: [] });
  const key = keys.resume(randomUUID(), randomUUID());
  await expect(keyless.putEncrypted(key, bytes('x'))).rejects.toThrow(EncryptionKeyMissingError);
  expect(await files.list(key)).toEqual([]);
});
