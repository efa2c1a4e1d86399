/** What keeps a conversation by voice from being held in this browser at all, and what to do. In the browser only. */

export interface Obstacle {
  what: string;
  todo: string;
  /** Nobody can even come into the room. */
  shut: boolean;
}

export function findObstacle(): Obstacle | undefined {
  if (typeof RTCPeerConnection === 'undefined') {
    return {
      what: 'This browser cannot carry voices: it has no WebRTC, or it is switched off.',
      todo: 'Open this page in a current Firefox, Chrome, Edge or Safari, or hold the interview typed.',
      shut: true,
    };
  }
  if (!isSecureContext) {
    return {
      what: 'A browser opens the microphone only on https or on this machine itself, and this address is neither.',
      todo: 'Open Greenroom at its https address. Here you can go in and type your answers, or hold the whole interview typed.',
      shut: false,
    };
  }
  return undefined;
}
