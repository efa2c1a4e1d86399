/**
 * The synthetic candidate: a person without hands. It signs in, plans and starts the interview through the API, joins the
 * room over WebRTC, listens for the question and for silence, and answers with recordings. It knows of the system only
 * what a candidate's browser knows, so that what it measures is what a candidate would feel.
 */
import { LiveEvent, roleAttribute, RoomAccess, topics } from '@greenroom/contracts';
import { AudioSource, type DisconnectReason, LocalAudioTrack, type RemoteParticipant, type RemoteTrack, type RemoteTrackPublication, Room, RoomEvent, TrackKind, TrackPublishOptions, TrackSource } from '@livekit/rtc-node';
import { StackError } from '../stack-error.ts';
import { AnswerChoice } from './answer-choice.ts';
import type { DemoAnswers, Recording } from './answers.ts';
import { type Account, ApiClient } from './api-client.ts';
import { sampleRate } from './audio-file.ts';
import { Ears } from './ears.ts';
import { Microphone } from './microphone.ts';

export interface GivenAnswer {
  questionId: string;
  followUp: boolean;
  /** What was asked. */
  asked: string;
  recording: string;
  /** What the recording says, when it is known. */
  text: string | undefined;
  fillerCount: number | undefined;
  /** Epoch milliseconds; the end is that of the last audible sound. */
  startedAtMs: number;
  endedAtMs: number;
  /** From the end of the candidate's speech to the interviewer's first sound, at the candidate's ear. Null when none came. */
  responseDelayMs: number | null;
  /** True when the interviewer was heard while the candidate was still speaking. */
  cutIn: boolean;
}

export interface CandidateLog {
  interviewId: string;
  joinedAtMs: number;
  /** The interviewer's first sound at the candidate's ear. */
  firstSoundAtMs: number | null;
  answers: GivenAnswer[];
  /** `finished`: the interviewer closed. `left`: this side was told to stop. `disconnected`: the room ended. */
  ended: 'finished' | 'left' | 'disconnected';
}

export interface CandidateOptions {
  apiUrl: string;
  account: Account;
  answers: DemoAnswers;
  /** Hangs up. */
  signal?: AbortSignal | undefined;
  onInterview?: ((interviewId: string) => void) | undefined;
  onFirstSound?: ((atMs: number) => void) | undefined;
  onAnswerStarted?: ((questionId: string, recording: string) => void) | undefined;
  onAnswerEnded?: ((answer: GivenAnswer) => void) | undefined;
  /** When the interviewer's first sound after an answer arrives. */
  onResponse?: ((answer: GivenAnswer) => void) | undefined;
}

export const candidateDefaults = {
  /** Silence of the interviewer before the candidate begins to speak. */
  politePauseMs: 700,
  /** Silence after the interviewer's goodbye before the candidate hangs up. */
  hangUpAfterMs: 1_500,
  lookEveryMs: 40,
} as const;

interface HeardAsk {
  questionId: string;
  followUp: boolean;
  text: string;
  atMs: number;
  /** Which interviewer asked: another one takes over when the first is lost. */
  interviewer: number;
}

/** Plans, starts and holds one interview. */
export async function runCandidate(options: CandidateOptions): Promise<CandidateLog> {
  const { answers } = options;
  const api = new ApiClient(options.apiUrl, options.account);
  const interview = await api.call('createInterview', {
    body: { type: answers.type, role: answers.role, level: answers.level, language: answers.language, questions: answers.questions },
  });
  options.onInterview?.(interview.id);
  const access = RoomAccess.parse(await api.call('startInterview', { params: { id: interview.id } }));
  const candidate = new Candidate(interview.id, options);
  return candidate.hold(access.url, access.token);
}

class Candidate {
  readonly #options: CandidateOptions;
  readonly #choice: AnswerChoice;
  readonly #room = new Room();
  readonly #ears = new Ears();
  readonly #source = new AudioSource(sampleRate, 1, 300);
  readonly #microphone = new Microphone(this.#source);
  readonly #log: CandidateLog;
  #interviewers = 0;
  #listeningSinceMs = Infinity;
  #goodbye = false;
  #disconnected = false;
  #pending: HeardAsk | undefined;
  #answering: HeardAsk | undefined;
  #answered: HeardAsk | undefined;

  constructor(interviewId: string, options: CandidateOptions) {
    this.#options = options;
    this.#choice = new AnswerChoice(options.answers);
    this.#log = { interviewId, joinedAtMs: 0, firstSoundAtMs: null, answers: [], ended: 'disconnected' };
  }

  async hold(url: string, token: string): Promise<CandidateLog> {
    this.#room
      .on(RoomEvent.TrackSubscribed, (track, publication, participant) => this.#track(track, publication, participant))
      .on(RoomEvent.ParticipantConnected, (participant) => this.#arrived(participant))
      .on(RoomEvent.DataReceived, (payload, _participant, _kind, topic) => {
        if (topic === topics.live) this.#event(payload);
      })
      .on(RoomEvent.Disconnected, (_reason: DisconnectReason) => {
        this.#disconnected = true;
      });
    try {
      await this.#room.connect(url, token, { autoSubscribe: true, dynacast: false });
    } catch (error) {
      throw new StackError(`The candidate could not join the room at ${url} (${error instanceof Error ? error.message : String(error)}). Is the LiveKit server running ("npm run stack -- status")?`);
    }
    this.#log.joinedAtMs = Date.now();
    void this.#ears.nextSound(0).then((atMs) => {
      this.#log.firstSoundAtMs = atMs;
      this.#options.onFirstSound?.(atMs);
    });
    try {
      for (const participant of this.#room.remoteParticipants.values()) this.#arrived(participant);
      await this.#switchOnMicrophone();
      this.#log.ended = await this.#converse();
    } finally {
      await this.#microphone.stop();
      this.#ears.close();
      await this.#room.disconnect().catch(() => undefined);
      await this.#source.close().catch(() => undefined);
    }
    return this.#log;
  }

  async #switchOnMicrophone(): Promise<void> {
    const track = LocalAudioTrack.createAudioTrack('microphone', this.#source);
    await this.#room.localParticipant?.publishTrack(track, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }));
    this.#microphone.start();
  }

  #arrived(participant: RemoteParticipant): void {
    if (isInterviewer(participant)) this.#interviewers += 1;
  }

  #track(track: RemoteTrack, _publication: RemoteTrackPublication, participant: RemoteParticipant): void {
    if (track.kind === TrackKind.KIND_AUDIO && isInterviewer(participant)) this.#ears.listen(track);
  }

  #event(payload: Uint8Array): void {
    const parsed = LiveEvent.safeParse(jsonOf(payload));
    // A newer agent may send what this side does not know; a browser would pass over it, too.
    if (!parsed.success) return;
    const event = parsed.data;
    if (event.type === 'agent:state') {
      this.#listeningSinceMs = event.state === 'listening' ? Math.min(this.#listeningSinceMs, Date.now()) : Infinity;
      if (event.state === 'left') this.#goodbye = true;
    } else if (event.type === 'interview:complete') {
      this.#goodbye = true;
    } else if (event.type === 'interview:question') {
      this.#asked({ questionId: event.question.id, followUp: event.followUp, text: event.text, atMs: Date.now(), interviewer: this.#interviewers });
    }
  }

  #asked(ask: HeardAsk): void {
    // The interviewer takes its step back and goes on listening to the same answer.
    const current = this.#answering ?? this.#answered;
    const same = current !== undefined && current.questionId === ask.questionId && current.text === ask.text;
    this.#pending = same && (this.#answering !== undefined || current.interviewer === ask.interviewer) ? undefined : ask;
  }

  /** The candidate's turn: asked something, the interviewer listens, and has been silent for a polite pause. */
  #mayAnswer(): HeardAsk | undefined {
    const ask = this.#pending;
    if (ask === undefined || this.#listeningSinceMs < ask.atMs || this.#listeningSinceMs === Infinity) return undefined;
    const quietSince = Math.max(this.#listeningSinceMs - candidateDefaults.politePauseMs / 2, this.#ears.lastSoundAtMs);
    return Date.now() - quietSince >= candidateDefaults.politePauseMs ? ask : undefined;
  }

  async #converse(): Promise<CandidateLog['ended']> {
    const signal = this.#options.signal;
    const answering: Promise<void>[] = [];
    let failure: unknown;
    let quietSinceMs = 0;
    while (!this.#disconnected) {
      if (signal?.aborted === true) return 'left';
      if (failure !== undefined) throw failure;
      if (this.#goodbye && this.#answering === undefined) {
        quietSinceMs = Math.max(quietSinceMs || Date.now(), this.#ears.lastSoundAtMs);
        if (Date.now() - quietSinceMs > candidateDefaults.hangUpAfterMs) return 'finished';
      }
      const ask = this.#goodbye || this.#answering !== undefined ? undefined : this.#mayAnswer();
      if (ask !== undefined) {
        this.#pending = undefined;
        const recording = this.#choice.next(ask);
        // Nothing left to say: the interviewer will notice the silence and go on.
        this.#answered = ask;
        if (recording !== undefined) {
          answering.push(this.#answer(ask, recording).catch((error: unknown) => {
            if (!this.#disconnected && signal?.aborted !== true) failure = error;
          }));
        }
      }
      await new Promise((resolve) => setTimeout(resolve, candidateDefaults.lookEveryMs));
    }
    return this.#goodbye ? 'finished' : 'disconnected';
  }

  async #answer(ask: HeardAsk, recording: Recording): Promise<void> {
    this.#answering = ask;
    this.#options.onAnswerStarted?.(ask.questionId, recording.name);
    let interruptedAtMs: number | undefined;
    void this.#ears.nextSound(Date.now() + candidateDefaults.politePauseMs).then((atMs) => {
      interruptedAtMs = atMs;
    });
    try {
      const played = await this.#microphone.play(recording.samples);
      const endedAtMs = played.endedAtMs - trailingSilenceMs(recording.samples);
      const answer: GivenAnswer = {
        questionId: ask.questionId, followUp: ask.followUp, asked: ask.text, recording: recording.name, text: recording.text, fillerCount: recording.fillerCount,
        startedAtMs: played.startedAtMs, endedAtMs, responseDelayMs: null,
        cutIn: interruptedAtMs !== undefined && interruptedAtMs < endedAtMs,
      };
      this.#log.answers.push(answer);
      void this.#ears.nextSound(endedAtMs).then((atMs) => {
        answer.responseDelayMs = Math.max(0, Math.round(atMs - endedAtMs));
        this.#options.onResponse?.(answer);
      });
      this.#options.onAnswerEnded?.(answer);
    } finally {
      this.#answering = undefined;
    }
  }
}

function isInterviewer(participant: RemoteParticipant): boolean {
  return participant.attributes[roleAttribute] === 'interviewer' || /^interviewer-\d+$/.test(participant.identity);
}

function jsonOf(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}

/** Silence at the end of a recording is not speech: response delay counts from the last audible sample. */
function trailingSilenceMs(samples: Int16Array): number {
  const audible = 0.01 * 32_768;
  const last = samples.findLastIndex((sample) => Math.abs(sample) > audible);
  return ((samples.length - 1 - last) / sampleRate) * 1000;
}
