/**
 * The coach's ears and voice in the room. Listening is unseen and has no microphone; whispering and leading come in again with one,
 * which is published muted and open only while it is meant to be. Both are one place in the room: the later one ends the earlier.
 */
import type { LocalAudioTrack, LocalTrack, Room } from 'livekit-client';
import type { Problem, RoomAccess } from '@greenroom/contracts';
import { chosenDevice } from '#lib/devices.ts';
import { microphoneProblem } from '#lib/microphone-problem.ts';

type LiveKit = typeof import('livekit-client');
type Way = 'listen' | 'speak';

export class RoomSound {
  /** How one is in the room; undefined: not at all. */
  way = $state<Way>();
  joining = $state<Way>();
  /** The microphone is open: the candidate hears it. */
  open = $state(false);
  /** Somebody wants it open; it may still be on its way. */
  wanted = $state(false);
  problem = $state('');
  /** The browser plays nothing until somebody clicks. */
  blocked = $state(false);
  readonly #interviewId: string;
  readonly #place: () => HTMLElement | undefined;
  #livekit: LiveKit | undefined;
  #room: Room | undefined;
  #track: LocalAudioTrack | undefined;
  #coming: Promise<boolean> | undefined;
  #opening: Promise<boolean> | undefined;
  /** Raised by leaving: whatever is on its way then (a permission, a token, a connection) comes to nothing. */
  #stay = new AbortController();

  /** @param place where the players of the voices stand */
  constructor(interviewId: string, place: () => HTMLElement | undefined) {
    this.#interviewId = interviewId;
    this.#place = place;
  }

  async listen(): Promise<void> {
    this.problem = '';
    await this.#come('listen', this.#stay.signal);
  }

  /** Opens the microphone, coming in with it first if need be. @returns whether it is open; it may be unwanted again by then */
  async speak(): Promise<boolean> {
    this.wanted = true;
    this.problem = '';
    const { signal } = this.#stay;
    const opening = (this.#opening ??= this.#withMicrophone(signal));
    const isIn = await opening.finally(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    if (signal.aborted) return false;
    if (!isIn) {
      this.wanted = false;
      return false;
    }
    const track = this.#track;
    if (this.wanted && track !== undefined) {
      await track.unmute();
      // Unmuting may capture anew, after it was let go of.
      if (this.#track !== track) track.stop();
      else this.open = true;
    }
    // Let go while it opened.
    if (!this.wanted) await this.hush();
    return this.open;
  }

  async hush(): Promise<void> {
    this.wanted = false;
    await this.#track?.mute();
    this.open = false;
  }

  async leave(): Promise<void> {
    this.#stay.abort();
    this.#stay = new AbortController();
    const room = this.#room;
    this.#opening = undefined;
    this.#forget();
    this.problem = '';
    await room?.disconnect();
  }

  /** After a click: browsers play sound only then. */
  async playSound(): Promise<void> {
    await this.#room?.startAudio();
  }

  async #withMicrophone(signal: AbortSignal): Promise<boolean> {
    if (this.way === 'speak' && this.#track !== undefined) return true;
    const livekit = await this.#load(signal);
    if (livekit === undefined) return false;
    // The microphone first: without one there is no reason to be seen in the room.
    const track = this.#track ?? (await this.#capture(livekit, signal));
    if (track === undefined) return false;
    this.#track = track;
    await track.mute();
    if (await this.#come('speak', signal)) return true;
    track.stop();
    if (this.#track === track) this.#letGoOfMicrophone();
    return false;
  }

  /** Undefined: it stays closed and `problem` says why, or nobody waits for it any more. */
  async #capture(livekit: LiveKit, signal: AbortSignal): Promise<LocalAudioTrack | undefined> {
    try {
      const deviceId = chosenDevice('audioinput');
      const track = await livekit.createLocalAudioTrack({ echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...(deviceId === undefined ? {} : { deviceId: { ideal: deviceId } }) });
      if (!signal.aborted) return track;
      track.stop();
    } catch (error) {
      if (!signal.aborted) this.problem = microphoneProblem(error);
    }
    return undefined;
  }

  async #load(signal: AbortSignal): Promise<LiveKit | undefined> {
    try {
      this.#livekit ??= await import('livekit-client');
    } catch {
      if (!signal.aborted) this.problem = 'The sound could not be loaded. Check your connection and try again.';
    }
    return signal.aborted ? undefined : this.#livekit;
  }

  /** One way in at a time; whoever asks for the same meanwhile waits for it. */
  async #come(way: Way, signal: AbortSignal): Promise<boolean> {
    while (this.#coming !== undefined) await this.#coming;
    if (signal.aborted) return false;
    if (this.way === way) return true;
    this.#coming = this.#enter(way, signal).finally(() => {
      this.#coming = undefined;
      this.joining = undefined;
    });
    return this.#coming;
  }

  async #enter(way: Way, signal: AbortSignal): Promise<boolean> {
    this.joining = way;
    // Who may not come in loads nothing.
    const access = await this.#askIn(way, signal);
    if (access === undefined) return false;
    const livekit = await this.#load(signal);
    if (livekit === undefined) return false;
    const speaker = chosenDevice('audiooutput');
    const room = new livekit.Room({ disconnectOnPageLeave: true, ...(speaker === undefined ? {} : { audioOutput: { deviceId: speaker } }) });
    this.#play(livekit, room);
    const before = this.#room;
    // From here on it is this one that counts: the server puts the earlier one out.
    this.#room = room;
    try {
      await room.connect(access.url, access.token);
      signal.throwIfAborted();
      // Their types differ in what may be undefined, not in what it is.
      if (way === 'speak' && this.#track !== undefined) await room.localParticipant.publishTrack(this.#track as LocalTrack, { source: livekit.Track.Source.Microphone });
      signal.throwIfAborted();
      this.way = way;
      if (way === 'listen') this.#letGoOfMicrophone();
      this.blocked = !room.canPlaybackAudio;
      return true;
    } catch {
      if (this.#room === room) this.#forget();
      if (!signal.aborted) this.problem = 'The room cannot be reached. Check your connection and try again.';
      await room.disconnect();
      return false;
    } finally {
      await before?.disconnect(false);
    }
  }

  async #askIn(mode: Way, signal: AbortSignal): Promise<RoomAccess | undefined> {
    try {
      const response = await fetch(`/coach/interviews/${this.#interviewId}/access`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mode }), signal });
      if (response.ok) {
        const access = (await response.json()) as RoomAccess;
        return signal.aborted ? undefined : access;
      }
      const problem = (await response.json()) as Problem;
      this.problem = response.status === 401 ? 'You have been signed out. Sign in again in another tab, then try again here.' : (problem.detail ?? problem.title);
    } catch {
      if (!signal.aborted) this.problem = 'The interview service does not answer. Check your connection and try again.';
    }
    return undefined;
  }

  #play({ RoomEvent, Track, DisconnectReason }: LiveKit, room: Room): void {
    room.on(RoomEvent.TrackSubscribed, (track) => track.kind === Track.Kind.Audio && this.#place()?.append(track.attach()));
    room.on(RoomEvent.TrackUnsubscribed, (track) => track.detach().forEach((element) => element.remove()));
    room.on(RoomEvent.AudioPlaybackStatusChanged, () => this.#room === room && (this.blocked = !room.canPlaybackAudio));
    room.on(RoomEvent.Disconnected, (reason) => {
      for (const participant of room.remoteParticipants.values()) for (const { track } of participant.audioTrackPublications.values()) track?.detach().forEach((element) => element.remove());
      if (this.#room !== room || reason === DisconnectReason.CLIENT_INITIATED) return;
      const wasIn = this.way !== undefined;
      this.#forget();
      if (reason === DisconnectReason.DUPLICATE_IDENTITY) this.problem = 'Another window of yours follows this interview in the room now. Sound goes on there.';
      else if (reason === DisconnectReason.ROOM_DELETED || reason === DisconnectReason.ROOM_CLOSED) this.problem = '';
      else if (reason === DisconnectReason.PARTICIPANT_REMOVED) this.problem = 'You have been taken out of the room: your access has ended, or the interview is over.';
      else if (wasIn) this.problem = 'The connection to the room was lost; your microphone is closed. Try again.';
    });
  }

  #letGoOfMicrophone(): void {
    this.#track?.stop();
    this.#track = undefined;
    this.open = false;
    this.wanted = false;
  }

  #forget(): void {
    this.#letGoOfMicrophone();
    this.#room = undefined;
    this.way = undefined;
    this.blocked = false;
  }
}
