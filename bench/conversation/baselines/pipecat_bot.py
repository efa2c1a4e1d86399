"""A baseline: a Pipecat bot with its defaults (Silero VAD, Smart Turn v3), hearing and voice by the same local models.

Joins BENCH_ROOM, greets the first participant and answers every turn with a fixed sentence, as soon as it is asked to.
"""

import asyncio
import os
import sys

import numpy as np
import sherpa_onnx
from loguru import logger
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.frames.frames import (
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
    TranscriptionFrame,
    TTSSpeakFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import (
    LLMContextAggregatorPair,
    LLMUserAggregatorParams,
)
from pipecat.processors.frame_processor import FrameProcessor
from pipecat.services.settings import STTSettings, TTSSettings
from pipecat.services.stt_service import SegmentedSTTService
from pipecat.services.tts_service import TTSService
from pipecat.transports.livekit.transport import LiveKitParams, LiveKitTransport
from pipecat.utils.time import time_now_iso8601
from pipecat.workers.runner import WorkerRunner

GREETING = "Hello, and thank you for coming in today. Please tell me about a time when something at work did not go as you had planned, what you did about it, and how it ended."
REPLY = "Could you please tell me a little more about what happened then and about your own part in how it came out for you and for the others in the end?"
# The recogniser answers nothing to a longer piece: 8.8 s at 16 kHz.
LONGEST = int(8.8 * 16000)
MODELS = os.environ["SPEECH_MODELS_DIR"]


class Moonshine(SegmentedSTTService):
    def __init__(self):
        super().__init__(sample_rate=16000, settings=STTSettings(model="moonshine-tiny-en", language=None))
        folder = os.path.join(MODELS, "moonshine-tiny-en")
        self._model = sherpa_onnx.OfflineRecognizer.from_moonshine_v2(
            encoder=os.path.join(folder, "encoder_model.ort"),
            decoder=os.path.join(folder, "decoder_model_merged.ort"),
            tokens=os.path.join(folder, "tokens.txt"),
            num_threads=1,
        )

    @property
    def wants_wav_segments(self):
        return False

    def _words(self, samples):
        stream = self._model.create_stream()
        stream.accept_waveform(16000, samples)
        self._model.decode_stream(stream)
        return stream.result.text.strip()

    async def run_stt(self, audio):
        samples = np.frombuffer(audio, dtype=np.int16).astype(np.float32) / 32768
        pieces = [samples[start : start + LONGEST] for start in range(0, len(samples), LONGEST)]
        text = " ".join([await asyncio.to_thread(self._words, piece) for piece in pieces]).strip()
        if text:
            yield TranscriptionFrame(text, "", time_now_iso8601())


class Piper(TTSService):
    def __init__(self):
        super().__init__(push_start_frame=True, push_stop_frames=True, settings=TTSSettings(model=None, voice="joe", language=None))
        folder = os.path.join(MODELS, "piper-en_US-joe-medium")
        vits = sherpa_onnx.OfflineTtsVitsModelConfig(
            model=os.path.join(folder, "model.onnx"), tokens=os.path.join(folder, "tokens.txt"), data_dir=os.path.join(folder, "espeak-ng-data")
        )
        self._model = sherpa_onnx.OfflineTts(
            sherpa_onnx.OfflineTtsConfig(model=sherpa_onnx.OfflineTtsModelConfig(vits=vits, num_threads=2), max_num_sentences=1)
        )

    async def run_tts(self, text, context_id):
        spoken = await asyncio.to_thread(self._model.generate, text, 0, 1.0)
        pcm = (np.clip(np.array(spoken.samples), -1, 1) * 32767).astype(np.int16).tobytes()

        async def once():
            yield pcm

        async for frame in self._stream_audio_frames_from_iterator(once(), in_sample_rate=spoken.sample_rate, context_id=context_id):
            yield frame


class FixedReply(FrameProcessor):
    """In the place of a language model."""

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if isinstance(frame, LLMContextFrame):
            await self.push_frame(LLMFullResponseStartFrame())
            await self.push_frame(LLMTextFrame(REPLY))
            await self.push_frame(LLMFullResponseEndFrame())
        else:
            await self.push_frame(frame, direction)


async def main():
    logger.remove()
    logger.add(sys.stderr, level="WARNING")
    transport = LiveKitTransport(
        url=os.environ["BENCH_LIVEKIT_URL"],
        token=os.environ["BENCH_TOKEN"],
        room_name=os.environ["BENCH_ROOM"],
        params=LiveKitParams(audio_in_enabled=True, audio_out_enabled=True),
    )
    aggregators = LLMContextAggregatorPair(LLMContext(), user_params=LLMUserAggregatorParams(vad_analyzer=SileroVADAnalyzer()))
    pipeline = Pipeline([transport.input(), Moonshine(), aggregators.user(), FixedReply(), Piper(), transport.output(), aggregators.assistant()])
    worker = PipelineWorker(pipeline, params=PipelineParams(), idle_timeout_secs=None)

    @transport.event_handler("on_connected")
    async def on_connected(_transport):
        with open(os.environ["BENCH_READY_FILE"], "w") as ready:
            ready.write("joined")

    @transport.event_handler("on_first_participant_joined")
    async def on_first_participant_joined(_transport, _participant):
        await asyncio.sleep(1)
        await worker.queue_frame(TTSSpeakFrame(GREETING))

    runner = WorkerRunner(handle_sigterm=True)
    await runner.add_workers(worker)
    await runner.run()


asyncio.run(main())
