/**
 * The other end of the line: joins a room over WebRTC, waits until the interviewer has finished, plays recordings as answers,
 * and notes when the interviewer is heard. It needs nothing of the interviewer but its sound, so that the same caller fits
 * ours and the baselines.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { LiveEvent, topics } from '@greenroom/contracts';
import { AudioSource, AudioStream, LocalAudioTrack, Room, RoomEvent, TrackKind, TrackPublishOptions, TrackSource, type RemoteTrack } from '@livekit/rtc-node';
import { sampleRate } from '../../../stack/demo/audio-file.ts';
import { loudness } from '../../../stack/demo/ears.ts';
import { Microphone } from '../../../stack/demo/microphone.ts';
import type { Answer } from '../recordings.ts';
import type { OverLine } from './over-lines.ts';
import { asSpoken, judgeAnswer, lineAfterSound, overLineDefaults, Sounds, type AnswerHeard, type LineAfterSound, type Sound } from './sounds.ts';

export const callerDefaults = {
  /** Of full scale, as in the demo's ears. */
  soundLevel: 0.006,
  /** The interviewer has finished when it was silent for so long. */
  quietMs: 1_500,
  /** A turn that is not answered within this is unanswered. */
  patienceMs: 10_000,
  /** So long may it take until the interviewer first speaks. */
  greetingMs: 60_000,
  /** A line longer than this has lost its end. */
  longestLineMs: 60_000,
  /** So far into a line somebody speaks over it. */
  overLineAfterMs: 900,
  /** …if it is heard to sound: no gap between words is longer. */
  soundingMs: 150,
  /** An interviewer that says no such line within this is not spoken over. */
  lineWithinMs: 6_000,
} as const;

/** Somebody spoke over a line of the interviewer. */
export interface SpokenOver {
  kind: OverLine['kind'];
  /** From the first sound over it to its last; null when the line was over by then. */
  stopMs: number | null;
  /** From the end of an interruption to the answer to it. */
  delayMs: number | null;
  /** Of a listener's sound: what became of the line. */
  line: LineAfterSound | undefined;
}

export interface CallLog {
  answers: AnswerHeard[];
  spokenOver: SpokenOver[];
  /** From the interviewer's own sign that it takes the turn to its first sound; ours only, others give no sign. */
  decisionToSoundMs: number[];
  /** By how much an answer's end came later than its recording says: the caller's own machine was short of processors. */
  spokenLateMs: number[];
  /** Lengths of lines that nobody spoke over. */
  lineMs: number[];
  /** Why it ended before everything was said. */
  ended: 'done' | 'left' | 'silent';
}

export interface Call {
  url: string;
  token: string;
  /** What to say, in this order; may be endless. */
  answers: Iterable<Answer>;
  /** What to say over the line that follows the answer with this number, if anything. */
  overLine?: ((answer: number) => OverLine | undefined) | undefined;
  signal?: AbortSignal | undefined;
  /** The interviewer was heard for the first time. */
  onGreeted?: (() => void) | undefined;
  onAnswer?: ((heard: AnswerHeard, endedAtMs: number) => void) | undefined;
  /** When the recording's first sample is spoken. */
  onPlaying?: ((answer: Answer, startedAtMs: number) => void) | undefined;
}

export async function hold(call: Call): Promise<CallLog> {
  const caller = new Caller(call);
  return caller.hold();
}

class Caller {
  readonly #call: Call;
  readonly #room = new Room();
  readonly #source = new AudioSource(sampleRate, 1, 300);
  readonly #microphone = new Microphone(this.#source);
  readonly #sounds = new Sounds();
  readonly #log: CallLog = { answers: [], spokenOver: [], decisionToSoundMs: [], spokenLateMs: [], lineMs: [], ended: 'done' };
  #left = false;
  #decidedAtMs = -Infinity;
  /** What the page of ours shows; others show nothing. */
  #listening: boolean | undefined;

  constructor(call: Call) {
    this.#call = call;
  }

  async hold(): Promise<CallLog> {
    this.#room
      .on(RoomEvent.TrackSubscribed, (track) => {
        if (track.kind === TrackKind.KIND_AUDIO) this.#listen(track).catch(() => undefined);
      })
      .on(RoomEvent.DataReceived, (payload, _participant, _kind, topic) => {
        if (topic === topics.live) this.#event(payload);
      })
      .on(RoomEvent.Disconnected, () => {
        this.#left = true;
      });
    await this.#room.connect(this.#call.url, this.#call.token, { autoSubscribe: true, dynacast: false });
    try {
      const track = LocalAudioTrack.createAudioTrack('microphone', this.#source);
      await this.#room.localParticipant?.publishTrack(track, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }));
      this.#microphone.start();
      await this.#converse();
    } finally {
      await this.#microphone.stop();
      await this.#room.disconnect().catch(() => undefined);
      await this.#source.close().catch(() => undefined);
    }
    return this.#log;
  }

  async #listen(track: RemoteTrack): Promise<void> {
    const reader = new AudioStream(track, { sampleRate: 16_000, numChannels: 1, frameSizeMs: 10 }).getReader();
    let before = false;
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) return;
      const loud = loudness(value.data) >= callerDefaults.soundLevel;
      const now = Date.now();
      // A single loud frame is a click.
      if (loud && before) this.#sounds.heard(now - 20, now);
      before = loud;
    }
  }

  /** What is judged is heard; the data tell only of the interview's end, and whose turn it is. */
  #event(payload: Uint8Array): void {
    const parsed = LiveEvent.safeParse(JSON.parse(new TextDecoder().decode(payload)));
    if (!parsed.success) return;
    const event = parsed.data;
    if (event.type === 'interview:complete' || (event.type === 'agent:state' && event.state === 'left')) this.#left = true;
    else if (event.type === 'agent:state') {
      this.#listening = event.state === 'listening';
      if (event.state === 'thinking') this.#decidedAtMs = Date.now();
    }
  }

  get #over(): boolean {
    return this.#left || this.#call.signal?.aborted === true;
  }

  /** Waits for a line that begins at or after this moment. */
  async #line(afterMs: number, withinMs: number): Promise<Sound | undefined> {
    for (const until = afterMs + withinMs; ; await sleep(20)) {
      const line = this.#sounds.after(afterMs);
      if (line !== undefined || this.#over || Date.now() > until) return line;
    }
  }

  /** Until nothing was heard for a while, and the interviewer does not say that it goes on. */
  async #quiet(): Promise<void> {
    for (const until = Date.now() + callerDefaults.longestLineMs; !this.#over && Date.now() < until; await sleep(20)) {
      if (this.#listening !== false && Date.now() - (this.#sounds.lines.at(-1)?.toMs ?? 0) >= callerDefaults.quietMs) return;
    }
  }

  async #converse(): Promise<void> {
    const joinedAtMs = Date.now();
    if ((await this.#line(joinedAtMs - 1_000, callerDefaults.greetingMs)) === undefined) return this.#end('silent');
    this.#call.onGreeted?.();
    await this.#quiet();
    let number = 0;
    for (const answer of this.#call.answers) {
      if (this.#over) return this.#end('left');
      const endedAtMs = await this.#answer(answer);
      if (endedAtMs === undefined) return this.#end('left');
      const line = this.#sounds.after(endedAtMs);
      const over = line === undefined || this.#over ? undefined : this.#call.overLine?.(number);
      const sounding = over === undefined ? undefined : await this.#sounding();
      if (sounding !== undefined && over !== undefined) await this.#speakOver(sounding, over);
      await this.#quiet();
      // After an opener comes the line itself.
      if (line !== undefined && over === undefined) this.#log.lineMs.push(Math.max(...this.#sounds.lines.filter(({ fromMs }) => fromMs >= endedAtMs).map(({ fromMs, toMs }) => toMs - fromMs)));
      number += 1;
    }
  }

  /** @returns when it ended; undefined when the call ended before. */
  async #answer(answer: Answer): Promise<number | undefined> {
    const startedAtMs = Date.now();
    this.#call.onPlaying?.(answer, startedAtMs);
    const played = await this.#microphone.play(answer.samples).catch(() => undefined);
    if (played === undefined) return undefined;
    const spoken = asSpoken(answer, played.endedAtMs - played.startedAtMs);
    this.#log.spokenLateMs.push(Math.max(0, Math.round(spoken.audibleToMs - answer.audibleToMs)));
    const endedAtMs = played.startedAtMs + spoken.audibleToMs;
    const response = await this.#line(endedAtMs, callerDefaults.patienceMs);
    if (response !== undefined && this.#decidedAtMs >= endedAtMs && this.#decidedAtMs <= response.fromMs) this.#log.decisionToSoundMs.push(response.fromMs - this.#decidedAtMs);
    const lines = this.#sounds.lines.filter(({ toMs }) => toMs >= played.startedAtMs);
    const heard = judgeAnswer(spoken, played.startedAtMs, lines, callerDefaults.patienceMs);
    this.#log.answers.push(heard);
    this.#call.onAnswer?.(heard, endedAtMs);
    return endedAtMs;
  }

  /** A line that has sounded for a while and still does: an opener alone is over before. Undefined when there is none. */
  async #sounding(): Promise<Sound | undefined> {
    for (const until = Date.now() + callerDefaults.lineWithinMs; !this.#over && Date.now() < until; await sleep(20)) {
      const [line, now] = [this.#sounds.lines.at(-1), Date.now()];
      if (line !== undefined && now - line.fromMs >= callerDefaults.overLineAfterMs && now - line.toMs < callerDefaults.soundingMs) return line;
    }
    return undefined;
  }

  async #speakOver(line: Sound, over: OverLine): Promise<void> {
    const played = await this.#microphone.play(over.samples).catch(() => undefined);
    if (played === undefined) return;
    const [beganAtMs, endedAtMs] = [played.startedAtMs + over.audibleFromMs, played.startedAtMs + over.audibleToMs];
    const spoken: SpokenOver = { kind: over.kind, stopMs: null, delayMs: null, line: undefined };
    if (over.kind === 'interruption') {
      const answer = await this.#line(endedAtMs, callerDefaults.patienceMs);
      spoken.delayMs = answer === undefined ? null : answer.fromMs - endedAtMs;
    } else {
      // Until it is clear whether the line goes on.
      while (!this.#over && Date.now() < Math.max(beganAtMs + overLineDefaults.goesOnMs, line.toMs + overLineDefaults.heldAtMostMs) && line.toMs - beganAtMs < overLineDefaults.goesOnMs && this.#sounds.after(line.toMs + 1) === undefined) await sleep(20);
    }
    // A line that was over before was not spoken over.
    if (line.toMs > beganAtMs) {
      spoken.stopMs = line.toMs - beganAtMs;
      if (over.kind === 'listening') spoken.line = lineAfterSound(line, this.#sounds.lines, beganAtMs);
    }
    this.#log.spokenOver.push(spoken);
  }

  #end(why: CallLog['ended']): void {
    this.#log.ended = why;
  }
}
