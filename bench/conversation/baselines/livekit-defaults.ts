/**
 * A baseline: what one gets from `voice.AgentSession` without settings of one's own. Only the turn detector is pinned to the
 * local model (it would ask a cloud otherwise). Hearing and voice are ours, the language model answers a fixed sentence.
 */
import { fileURLToPath } from 'node:url';
import { AgentServer, defineAgent, inference, initializeLogger, llm, ServerOptions, voice, type JobContext } from '@livekit/agents';
import { loadProviderSettings } from '@greenroom/settings';
import { prewarmSpeech, selectSpeech } from '@greenroom/providers/select';

const greeting = 'Hello, and thank you for coming in today. Please tell me about a time when something at work did not go as you had planned, what you did about it, and how it ended.';
const reply = 'Could you please tell me a little more about what happened then and about your own part in how it came out for you and for the others in the end?';

class FixedReply extends llm.LLM {
  override label(): string {
    return 'bench.FixedReply';
  }

  override chat({ chatCtx, toolCtx, connOptions }: Parameters<llm.LLM['chat']>[0]): llm.LLMStream {
    return new FixedStream(this, { chatCtx, ...(toolCtx === undefined ? {} : { toolCtx }), connOptions: connOptions ?? { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 10_000 } });
  }
}

class FixedStream extends llm.LLMStream {
  protected override async run(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Number(process.env['BENCH_FIRST_TOKEN_MS'] ?? 0)));
    if (!this.queue.closed) this.queue.put({ id: 'fixed', delta: { role: 'assistant', content: reply } });
  }
}

const settings = loadProviderSettings(process.env['SPEECH_MODELS_DIR'] ?? '');

export default defineAgent({
  prewarm: () => prewarmSpeech(settings),
  entry: async (job: JobContext) => {
    await job.connect();
    const { stt, tts } = selectSpeech(settings);
    const session = new voice.AgentSession({ stt, tts, llm: new FixedReply(), turnHandling: { turnDetection: new inference.TurnDetector({ version: 'v1-mini' }) } });
    await session.start({ agent: new voice.Agent({ instructions: 'You interview a candidate.' }), room: job.room, record: false });
    session.say(greeting);
  },
});

// The framework loads this file again in each job's process.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  initializeLogger({ pretty: false, level: 'warn' });
  const server = new AgentServer(new ServerOptions({
    agent: fileURLToPath(import.meta.url), agentName: process.env['BENCH_AGENT_NAME'] ?? '', host: '127.0.0.1', port: Number(process.env['BENCH_HTTP_PORT']), production: true,
    wsURL: process.env['LIVEKIT_URL'] ?? '', apiKey: process.env['LIVEKIT_API_KEY'] ?? '', apiSecret: process.env['LIVEKIT_API_SECRET'] ?? '',
    numIdleProcesses: 1, loadFunc: () => Promise.resolve(0), initializeProcessTimeout: 60_000, logLevel: 'warn',
  }));
  process.once('SIGTERM', () => void server.close().finally(() => process.exit(0)));
  await server.run();
}
