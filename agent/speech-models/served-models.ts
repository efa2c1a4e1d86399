/** The side that holds the models: one answer to each request. */
import { Urgency } from '@greenroom/providers/voice/urgency';
import type { LocalModels } from '@greenroom/providers/select';
import { packed, unpacked, type SpeechReply, type SpeechRequest } from './protocol.ts';

export class ServedModels {
  private readonly models: LocalModels;
  private readonly underWay = new Map<string, { urgency: Urgency; stop: AbortController }>();

  constructor(models: LocalModels) {
    this.models = models;
  }

  async answer(request: SpeechRequest): Promise<SpeechReply> {
    switch (request.do) {
      case 'answer': return { done: true };
      case 'hurry': {
        this.underWay.get(request.id)?.urgency.raise();
        return { done: true };
      }
      case 'give_up': {
        this.underWay.get(request.id)?.stop.abort();
        return { done: true };
      }
      case 'recognise':
      case 'speak': return this.work(request);
    }
  }

  private async work(request: Extract<SpeechRequest, { do: 'recognise' | 'speak' }>): Promise<SpeechReply> {
    const urgency = new Urgency(request.urgent);
    const stop = new AbortController();
    this.underWay.set(request.id, { urgency, stop });
    try {
      if (request.do === 'recognise') {
        const text = await this.models.recognise(unpacked(request.pcm), { urgency, signal: stop.signal });
        return text === undefined ? { gaveUp: true } : { text };
      }
      return { pcm: packed(await this.models.speak(request.text, { speed: request.speed, urgency, signal: stop.signal })) };
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) };
    } finally {
      this.underWay.delete(request.id);
    }
  }
}
