/** A live socket's state for a Svelte page. */
import type { LiveSocket, LiveState } from './live-socket.ts';

export class WatchedState {
  current = $state.raw<LiveState>({ name: 'connecting', reason: '' });

  /** @returns an end to it, for an effect's clean-up */
  follow(socket: LiveSocket): () => void {
    return socket.watch((state) => (this.current = state));
  }
}
