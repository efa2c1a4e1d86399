/**
 * The coach's ears and voice in the room. Listening is unseen and has no microphone; whispering and leading come in again with one,
 * which is published muted and open only while it is meant to be. Both are one place in the room: the later one ends the earlier.
 */
import type { LocalAudioTrack, LocalTrack, Room } from 'livekit-client';
import type { Problem, RoomAccess } from '@greenroom/contracts';
import { chosenDevice } from '#lib/devices.ts';
import { microphoneProblem } from '../../../interviews/[id]/microphone.ts';

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

  /** @param place where the players of the voices stand */
  constructor(interviewId: string, place: () => HTMLElement | undefined) {
    this.#interviewId = interviewId;
    this.#place = place;
  }

  async listen(): Promise<void> {
    this.problem = '';
    await this.#come('listen');
  }

  /** Opens the microphone, coming in with it first if need be. @returns whether it is open; it may be unwanted again by then */
  async speak(): Promise<boolean> {
    this.wanted = true;
    this.problem = '';
    this.#opening ??= this.#withMicrophone().finally(() => (this.#opening = undefined));
    if (!(await this.#opening)) {
      this.wanted = false;
      return false;
    }
    if (this.wanted) {
      await this.#track?.unmute();
      this.open = true;
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
    const room = this.#room;
    this.#forget();
    this.problem = '';
    await room?.disconnect();
  }

  /** After a click: browsers play sound only then. */
  async playSound(): Promise<void> {
    await this.#room?.startAudio();
  }

  async #withMicrophone(): Promise<boolean> {
    if (this.way === 'speak' && this.#track !== undefined) return true;
    this.#livekit ??= await this.#load();
    if (this.#livekit === undefined) return false;
    // The microphone first: without one there is no reason to be seen in the room.
    try {
      const deviceId = chosenDevice('audioinput');
      this.#track ??= await this.#livekit.createLocalAudioTrack({ echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...(deviceId === undefined ? {} : { deviceId: { ideal: deviceId } }) });
    } catch (error) {
      this.problem = microphoneProblem(error);
      return false;
    }
    await this.#track.mute();
    return this.#come('speak');
  }

  async #load(): Promise<LiveKit | undefined> {
    try {
      return await import('livekit-client');
    } catch {
      this.problem = 'The sound could not be loaded. Check your connection and try again.';
      return undefined;
    }
  }

  /** One way in at a time; whoever asks for the same meanwhile waits for it. */
  async #come(way: Way): Promise<boolean> {
    if (this.#coming !== undefined) await this.#coming;
    if (this.way === way) return true;
    this.#coming = this.#enter(way).finally(() => {
      this.#coming = undefined;
      this.joining = undefined;
    });
    return this.#coming;
  }

  async #enter(way: Way): Promise<boolean> {
    this.joining = way;
    // Who may not come in loads nothing.
    const access = await this.#askIn(way);
    if (access === undefined) return false;
    this.#livekit ??= await this.#load();
    const livekit = this.#livekit;
    if (livekit === undefined) return false;
    const speaker = chosenDevice('audiooutput');
    const room = new livekit.Room({ disconnectOnPageLeave: true, ...(speaker === undefined ? {} : { audioOutput: { deviceId: speaker } }) });
    this.#play(livekit, room);
    const before = this.#room;
    // From here on it is this one that counts: the server puts the earlier one out.
    this.#room = room;
    try {
      await room.connect(access.url, access.token);
      // Their types differ in what may be undefined, not in what it is.
      if (way === 'speak' && this.#track !== undefined) await room.localParticipant.publishTrack(this.#track as LocalTrack, { source: livekit.Track.Source.Microphone });
      this.way = way;
      if (way === 'listen') this.#letGoOfMicrophone();
      this.blocked = !room.canPlaybackAudio;
      return true;
    } catch {
      if (this.#room === room) this.#forget();
      this.problem = 'The room cannot be reached. Check your connection and try again.';
      return false;
    } finally {
      await before?.disconnect(false);
    }
  }

  async #askIn(mode: Way): Promise<RoomAccess | undefined> {
    try {
      const response = await fetch(`/coach/interviews/${this.#interviewId}/access`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mode }) });
      if (response.ok) return (await response.json()) as RoomAccess;
      const problem = (await response.json()) as Problem;
      this.problem = response.status === 401 ? 'You have been signed out. Sign in again in another tab, then try again here.' : (problem.detail ?? problem.title);
    } catch {
      this.problem = 'The interview service does not answer. Check your connection and try again.';
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
