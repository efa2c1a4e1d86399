/** What to do when the microphone stays closed. */

export function microphoneProblem(error: unknown): string {
  // What is thrown then differs from browser to browser.
  const name = globalThis.isSecureContext ? (error instanceof Error ? error.name : '') : 'SecurityError';
  switch (name) {
    case 'NotAllowedError':
      return 'Your browser keeps the microphone closed. Open the padlock or the camera sign beside the address, allow the microphone, and try again.';
    case 'SecurityError':
      return 'A browser opens the microphone only on https or on this machine itself. Use one of these addresses.';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'No microphone was found. Plug one in, and try again.';
    case 'NotReadableError':
    case 'AbortError':
      return 'Another program holds the microphone. Close it there, and try again.';
    default:
      return 'The microphone could not be opened. Check that it is plugged in and allowed, and try again.';
  }
}
