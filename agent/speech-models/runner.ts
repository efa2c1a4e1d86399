/** Loaded by the worker's inference process, which all interviews share: hearing and voice of this machine, once instead of once each. */
import { InferenceRunner } from '@livekit/agents';
import { loadLocalModels } from '@greenroom/providers/local/local-models';
import { loadSettings } from '@greenroom/settings';
import type { SpeechReply, SpeechRequest } from './protocol.ts';
import { ServedModels } from './served-models.ts';

export default class SpeechModelsRunner extends InferenceRunner<SpeechRequest, SpeechReply> {
  private served: ServedModels | undefined;

  override async initialize(): Promise<void> {
    this.served = new ServedModels(await loadLocalModels(loadSettings().providers.speechModelsDir));
  }

  override async run(request: SpeechRequest): Promise<SpeechReply> {
    if (this.served === undefined) throw new Error('the speech models are asked before they are loaded');
    return this.served.answer(request);
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
