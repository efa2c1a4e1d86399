/**
 * sherpa-onnx reads what kind of voice it is from the ONNX file's own metadata, which the makers of Piper keep in a JSON
 * file beside it. A protobuf message may be continued at its end, so the entries are simply appended
 * (`ModelProto.metadata_props`, field 14; each entry has `key` = 1 and `value` = 2).
 */
const metadataPropsField = 14;
const lengthDelimited = 2;

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

function field(number: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(varint(number * 8 + lengthDelimited)), Buffer.from(varint(content.length)), content]);
}

/** The bytes to append to an ONNX file so that it carries these metadata entries. */
export function onnxMetadata(entries: Record<string, string>): Buffer {
  return Buffer.concat(Object.entries(entries).map(([key, value]) =>
    field(metadataPropsField, Buffer.concat([field(1, Buffer.from(key)), field(2, Buffer.from(value))]))));
}

/** What sherpa-onnx must know of an espeak-phoneme Piper voice with one speaker. */
export const joeMetadata = {
  model_type: 'vits',
  comment: 'piper',
  language: 'English',
  voice: 'en-us',
  has_espeak: '1',
  n_speakers: '1',
  sample_rate: '22050',
} as const;

/** `tokens.txt` (lines `symbol id`) from the `phoneme_id_map` of a voice's JSON file. */
export function piperTokens(voice: unknown): string {
  const map = typeof voice === 'object' && voice !== null && 'phoneme_id_map' in voice ? voice.phoneme_id_map : undefined;
  if (typeof map !== 'object' || map === null) throw new Error('the voice has no phoneme_id_map');
  return Object.entries(map).map(([symbol, ids]) => {
    const id: unknown = Array.isArray(ids) ? ids[0] : undefined;
    if (typeof id !== 'number') throw new Error(`phoneme "${symbol}" has no id`);
    return `${symbol} ${id}\n`;
  }).join('');
}
