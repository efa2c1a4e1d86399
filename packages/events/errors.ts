/** Redis did not take or give it. The interview goes on without; the connection is mended in the background. */
export class EventsUnavailableError extends Error {
  override readonly name = 'EventsUnavailableError';
  readonly retryable = true;
}
