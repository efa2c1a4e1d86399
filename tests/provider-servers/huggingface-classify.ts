/** `POST /models/{model}` for text classification, as documented by Hugging Face Inference. */
import type { AudioProtocol } from './audio-server.ts';

/** Feeling words stand in for the model. */
export const huggingfaceClassify: AudioProtocol = {
  check: ({ path, headers }) => {
    if (!/^\/models\/[\w-]+\/[\w.-]+$/.test(path)) return { status: 404, message: 'Not Found' };
    return /^Bearer \S+$/.test(headers.authorization ?? '') && headers.authorization !== 'Bearer wrong' ? undefined : { status: 401, message: 'Invalid username or password.' };
  },
  reply: ({ raw }) => {
    const { inputs } = JSON.parse(raw.toString()) as { inputs: string };
    const positive = /proud|glad|love/i.test(inputs) ? 0.9 : 0.05;
    const negative = /awful|hate|sad/i.test(inputs) ? 0.9 : 0.05;
    const labels = [{ label: 'positive', score: positive }, { label: 'neutral', score: 1 - positive - negative }, { label: 'negative', score: negative }];
    return Promise.resolve({ type: 'application/json', parts: [JSON.stringify([labels.sort((a, b) => b.score - a.score)])] });
  },
  error: (_status, message) => ({ error: message }),
};
