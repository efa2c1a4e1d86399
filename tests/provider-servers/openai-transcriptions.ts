/** `POST /v1/audio/transcriptions`, as documented by OpenAI and spoken by whisper.cpp, speaches and vLLM. */
import type { AudioProtocol, SeenAudioRequest } from './audio-server.ts';
import { isFiller, KnownAudio, type KnownRecording } from './known-recording.ts';

const wavHeader = 44;

function samplesOf(wav: Buffer): Int16Array {
  const data = wav.subarray(wavHeader);
  return new Int16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength - (data.byteLength % 2)));
}

const form = (request: SeenAudioRequest): Promise<FormData> => new Response(new Uint8Array(request.raw), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();

export function openaiTranscriptions(recording: KnownRecording): AudioProtocol {
  return {
    check: ({ path, headers, raw }) => {
      if (path !== '/v1/audio/transcriptions') return { status: 404, message: `no such path: ${path}` };
      if (!/^Bearer \S+$/.test(headers.authorization ?? '') || headers.authorization === 'Bearer wrong') return { status: 401, message: 'Incorrect API key provided.' };
      if (!/^multipart\/form-data/.test(headers['content-type'] ?? '') || !raw.includes('RIFF')) return { status: 400, message: "'file' is required" };
      return undefined;
    },
    reply: async (request) => {
      const fields = await form(request);
      const file = fields.get('file');
      if (!(file instanceof File) || typeof fields.get('model') !== 'string') throw new Error("'file' and 'model' are required");
      const audio = new KnownAudio(recording);
      audio.append(samplesOf(Buffer.from(await file.arrayBuffer())));
      // Whisper writes as its prompt does.
      const keepsFillers = /\bum\b/i.test(String(fields.get('prompt') ?? ''));
      const words = audio.words.filter((word) => keepsFillers || !isFiller(word.text));
      const text = words.map((word) => word.text).join(' ');
      if (fields.get('response_format') !== 'verbose_json') return { type: 'application/json', parts: [JSON.stringify({ text })] };
      const granularities = fields.getAll('timestamp_granularities[]');
      return {
        type: 'application/json',
        parts: [JSON.stringify({
          task: 'transcribe', language: 'english', duration: audio.seconds, text,
          ...(granularities.includes('word') ? { words: words.map((word) => ({ word: word.text.replace(/[.,;:?!]/g, ''), start: word.from, end: word.to })) } : {}),
          segments: [{ id: 0, seek: 0, start: 0, end: audio.seconds, text, tokens: [], temperature: 0, avg_logprob: words.length === 0 ? -1.2 : -0.2, compression_ratio: 1.2, no_speech_prob: words.length === 0 ? 0.9 : 0.01 }],
        })],
      };
    },
    error: (status, message) => ({ error: { message, type: status === 429 ? 'rate_limit_exceeded' : 'invalid_request_error', param: null, code: null } }),
  };
}
