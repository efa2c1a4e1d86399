/**
 * What an interview's process asks of the process that holds the speech models of all of them. It travels as JSON through the
 * worker, so audio is base64 of 16-bit samples.
 */
/** The name under which the worker's inference process knows our models. */
export const speechModelsMethod = 'greenroom_speech_models';

export type SpeechRequest =
  | { do: 'recognise'; id: string; urgent: boolean; pcm: string }
  | { do: 'speak'; id: string; urgent: boolean; text: string; speed: number }
  /** The request with this id is wanted now. */
  | { do: 'hurry'; id: string }
  /** …or not any more, if it has not begun. */
  | { do: 'give_up'; id: string }
  /** Is anybody there? */
  | { do: 'answer' };

export type SpeechReply =
  | { text: string }
  | { pcm: string }
  | { gaveUp: true }
  | { done: true }
  /** An Error does not survive JSON: what failed is told in words. */
  | { failed: string };

export const packed = (samples: Int16Array): string => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString('base64');

export function unpacked(base64: string): Int16Array {
  const bytes = Buffer.from(base64, 'base64');
  // A small buffer may begin at an odd place of Node's pool.
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength - (bytes.byteLength % 2)));
}
