import { expect, test } from 'vitest';
import { heardOf } from './deepgram-hearing.ts';
import { understood } from './openai-hearing.ts';

test("Deepgram's words keep their times and punctuation, and the result tells how far it reaches", () => {
  const heard = heardOf({ type: 'Results', start: 1, duration: 2, is_final: true, channel: { alternatives: [{ transcript: 'um hello', confidence: 0.9, words: [{ word: 'um', start: 1.1, end: 1.3, confidence: 1, punctuated_word: 'Um,' }, { word: 'hello', start: 1.5, end: 1.9, confidence: 1 }] }] } });
  expect(heard).toEqual({ final: true, text: 'Um, hello', words: [{ text: 'Um,', from: 1.1, to: 1.3, estimated: false }, { text: 'hello', from: 1.5, to: 1.9, estimated: false }], voicedFrom: 1.1, voicedTo: 1.9, through: 3 });
});

test.each([{}, { start: 0, duration: 1 }, { start: 0, duration: 1, channel: { alternatives: [] } }])('a result of another form is none: %j', (message) => {
  expect(heardOf(message)).toBeUndefined();
});

const timed = [{ word: 'Um', start: 0, end: 0.2 }, { word: 'yes', start: 0.4, end: 0.7 }];

test("Whisper's times are used when they fit its text word by word, and left to be estimated when they do not", () => {
  expect(understood({ text: 'Um, yes.', words: timed }, 'prompt')).toEqual({ text: 'Um, yes.', words: [{ text: 'Um,', from: 0, to: 0.2 }, { text: 'yes.', from: 0.4, to: 0.7 }] });
  expect(understood({ text: 'Um, oh yes.', words: timed }, 'prompt')).toBe('Um, oh yes.');
  expect(understood({ text: 'Um, yes.' }, 'prompt')).toBe('Um, yes.');
});

test('what Whisper invents in silence is nothing: its usual thanks, and its own prompt', () => {
  expect(understood({ text: 'Thank you.', segments: [{ no_speech_prob: 0.9, avg_logprob: -1.1 }] }, 'prompt')).toBe('');
  expect(understood({ text: 'Thank you.', segments: [{ no_speech_prob: 0.01, avg_logprob: -0.2 }] }, 'prompt')).toBe('Thank you.');
  const prompt = 'Um, so, uh, I was, I was, like, you know, thinking, hmm.';
  expect(understood({ text: 'So, uh, I was, I was, like, you know, thinking' }, prompt)).toBe('');
  expect(understood({ text: 'I was, I was, like' }, prompt)).toBe('I was, I was, like');
});
