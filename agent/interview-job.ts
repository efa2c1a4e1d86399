/**
 * One interview in one process: LiveKit starts this file for every job. It joins the room, waits for the candidate, wires
 * hearing → conversation → voice, gives a sign of life, and ends when the conversation does or the room closes.
 */
import { defineAgent, voice, type JobContext, type JobProcess } from '@livekit/agents';
import { DisconnectReason, RoomEvent, type RemoteParticipant, type Room } from '@livekit/rtc-node';
import { agentHeartbeat, DispatchMetadata, identities, interviewersAttempt, type EndReason } from '@greenroom/contracts';
import { listTurns, readPlan } from '@greenroom/database';
import { followUpRules, followUpsByModel, Interviewer } from '@greenroom/interviewer';
import { sentElsewhere } from '@greenroom/providers/sent-elsewhere';
import { loadLocalModels } from '@greenroom/providers/local/local-models';
import { keytermsOf, selectHearing, selectLanguageModel, selectSpeech } from '@greenroom/providers/select';
import { CandidateEar } from './candidate-ear.ts';
import { prewarmAgent, type AgentContext } from './context.ts';
import { endOfTurnProbability } from './speech-models/end-of-turn-probability.ts';
import { sharedModels } from './speech-models/shared-models.ts';
import { CoachEar } from './conversation/coach-ear.ts';
import { isCandidate, LivePublisher } from './conversation/live-publisher.ts';
import { OrderlyConversation } from './conversation/orderly-conversation.ts';
import { carryOut, followOrders, ordersSoFar, standingAfter } from './conversation/orders.ts';
import { TurnStore } from './conversation/turn-store.ts';
import { Voice } from './conversation/voice.ts';

/** Time for the last turns to reach the database before the process goes. */
const flushMs = 10_000;

export default defineAgent({
  prewarm: async (process: JobProcess) => {
    process.userData['context'] = await prewarmAgent();
  },
  entry: async (job: JobContext) => {
    const context = job.proc.userData['context'] as AgentContext;
    const { interviewId, attempt } = DispatchMetadata.parse(JSON.parse(job.job.metadata));
    await runInterview(job, context, interviewId, attempt).catch((error: unknown) => {
      // The sign of life ends with this process, and the workflow sends another interviewer.
      context.log.error({ err: error, interviewId, attempt }, 'the interviewer failed');
      job.shutdown('failed');
    });
  },
});

async function runInterview(job: JobContext, context: AgentContext, interviewId: string, attempt: number): Promise<void> {
  const { database, events, settings } = context;
  const log = context.log.child({ interviewId, attempt });
  let reason: EndReason | null = null;
  const beat = (): void => {
    events.beat(interviewId, { attempt, phase: reason === null ? 'running' : 'ended', reason }).catch((error: unknown) => log.warn({ err: error }, 'the sign of life did not reach Redis'));
  };
  beat();
  const heartbeat = setInterval(beat, agentHeartbeat.everyMs);
  job.addShutdownCallback(() => Promise.resolve(clearInterval(heartbeat)));

  const stopOrders = new AbortController();
  const orderOptions = { commands: events.commands, interviewId, log, signal: stopOrders.signal };
  const [plan, earlier, ordered] = await Promise.all([readPlan(database, interviewId), listTurns(database, interviewId), ordersSoFar(orderOptions)]);
  await job.connect();
  const live = new LivePublisher({ interviewId, room: job.room, events, log, now: () => (Date.now() - plan.clockStartedAt) / 1000 });
  const notice = (text: string): void => {
    log.warn(text);
    live.publish({ type: 'notice', level: 'warning', text });
  };
  const store = new TurnStore(database, log, notice);
  live.publish({ type: 'agent:state', state: 'joining' });

  const localModels = sharedModels({ executor: job.inferenceExecutor, own: () => loadLocalModels(settings.providers.speechModelsDir), onNotice: notice });
  const words = { localModels, onNotice: notice, keyterms: keytermsOf(plan), language: plan.language };
  const speech = selectSpeech(settings.providers, {
    ...words,
    voice: plan.voice,
    onWords: (piece) => conversation?.hear(piece),
    onVoice: (speaking) => conversation?.voiceActive(speaking),
    onBacklog: (ms) => conversation?.heardWithin(ms),
    onSamples: (samples, endMs) => conversation?.hearSound(samples, endMs),
  });
  const coachHearing = new CoachEar(job.room, selectHearing(settings.providers, { ...words, onWords: (piece) => conversation?.hearCoach(piece) }).stt, log);
  const session = new voice.AgentSession({
    tts: speech.tts,
    // The candidate's ear hears for it, and the conversation decides when a turn is over.
    vad: null,
    turnHandling: { turnDetection: 'manual', preemptiveGeneration: { enabled: false } },
    userAwayTimeout: null,
    aecWarmupDuration: null,
  });
  let conversation: OrderlyConversation | undefined = undefined;

  let finished: Promise<void> | undefined;
  const finish = (): Promise<void> => (finished ??= signOff());
  const signOff = async (): Promise<void> => {
    clearInterval(heartbeat);
    stopOrders.abort();
    conversation?.stop();
    await store.flush(flushMs).catch((error: unknown) => log.error({ err: error }, 'the last turns were not stored'));
    // A process that is asked to stop in the middle of an interview signs nothing: the workflow sends another one.
    if (reason === null) return;
    await events.beat(interviewId, { attempt, phase: 'ended', reason }).catch((error: unknown) => log.warn({ err: error }, 'the end did not reach Redis'));
  };
  job.addShutdownCallback(finish);
  job.room.on(RoomEvent.Disconnected, (why: DisconnectReason) => {
    if (why === DisconnectReason.ROOM_DELETED) reason ??= 'candidate_ended';
    // Anything else (a successor took this one's place, the connection is lost for good): stop at once and sign nothing.
    void finish().then(() => job.shutdown('left the room'));
  });

  const candidate = await waitForCandidate(job.room);
  await session.start({
    agent: new voice.Agent({ instructions: '' }),
    room: job.room,
    record: false,
    inputOptions: {
      participantIdentity: candidate.identity,
      audioEnabled: false,
      closeOnDisconnect: false,
      textInputCallback: (_session, event) => conversation?.typed(event.text),
    },
  });

  const languageModel = selectLanguageModel(settings.providers, notice);
  const followUps = languageModel === undefined ? followUpRules : followUpsByModel(languageModel, followUpRules, notice);
  conversation = new OrderlyConversation({
    plan,
    zeroMs: plan.clockStartedAt,
    interviewer: new Interviewer(plan, followUps),
    voice: new Voice(session),
    coachHearing,
    live,
    store,
    log,
    earlier,
    prepare: (text, signal) => speech.prepare(text, signal),
    audioModel: (sound) => endOfTurnProbability(job.inferenceExecutor, sound),
    standing: standingAfter(ordered.done, earlier, plan.clockStartedAt),
    onEnd: (endReason) => {
      reason = endReason;
      // First what has to be kept and told, then the end of the process.
      void finish().then(() => job.shutdown(endReason));
    },
  });

  const ear = new CandidateEar(job.room, candidate.identity, speech.stt, log);
  job.addShutdownCallback(() => Promise.resolve(ear.close()));
  ear.open();

  const failed = (error: unknown): void => log.error({ err: error }, 'the conversation failed');
  job.room.on(RoomEvent.ParticipantDisconnected, (participant: RemoteParticipant) => {
    if (participant.identity === candidate.identity) conversation.candidateLeft();
  });
  job.room.on(RoomEvent.ParticipantConnected, (participant: RemoteParticipant) => {
    if (participant.identity === candidate.identity) conversation.candidateReturned().catch(failed);
    // It was thought to be lost, on a machine that was very busy: never two interviewers.
    if (interviewersAttempt(participant.identity) > attempt) void finish().then(() => job.shutdown('a successor has come'));
  });
  log.info({ speech: speech.description, resumed: earlier.length > 0 }, 'the interview begins');
  const elsewhere = sentElsewhere(settings.providers, plan.mode);
  // A successor is not the first to be heard by them.
  if (elsewhere !== undefined && earlier.length === 0) live.publish({ type: 'notice', level: 'info', text: elsewhere });
  const candidateId = candidate.identity.slice(identities.candidate('').length);
  followOrders(orderOptions, ordered, (sent) => void carryOut(conversation, sent, candidateId).catch(failed)).catch(failed);
  await conversation.begin();
}

/** A coach may be there first; the interview begins with the candidate. The workflow ends the wait when nobody comes. */
function waitForCandidate(room: Room): Promise<RemoteParticipant> {
  const present = [...room.remoteParticipants.values()].find(isCandidate);
  if (present !== undefined) return Promise.resolve(present);
  return new Promise((resolve) => {
    const joined = (participant: RemoteParticipant): void => {
      if (!isCandidate(participant)) return;
      room.off(RoomEvent.ParticipantConnected, joined);
      resolve(participant);
    };
    room.on(RoomEvent.ParticipantConnected, joined);
  });
}
