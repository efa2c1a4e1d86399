import type { HeardPiece } from '@greenroom/providers/select';
import { expect, test } from 'vitest';
import { CoachLead } from './coach-lead.ts';
import { HeardTurn } from './heard-turn.ts';

const piece = (pieceId: number, text: string, from: number, final = true): HeardPiece => {
  const words = text.split(' ').filter(Boolean);
  return { pieceId, final, text, words: words.map((word, index) => ({ text: word, start: from + index * 0.3, end: from + index * 0.3 + 0.25, estimated: true })), voicedFrom: from, voicedTo: from + 0.3 * words.length };
};

function leading() {
  const told: [string, string | undefined][] = [];
  const asked: string[] = [];
  const heard: string[] = [];
  const lead = new CoachLead({
    hearing: { listenTo: (userId) => heard.push(`listens to ${userId}`), stop: () => { heard.push('stops'); return Promise.resolve(); } },
    tell: (turn, closed) => told.push([turn.text, closed]),
    onSaid: (turn, isQuestion) => { if (isQuestion) asked.push(turn.text); },
  });
  return { lead, told, asked, heard };
}

test('a coach’s words become a turn that ends with a silence', () => {
  const { lead, told, asked } = leading();
  lead.take('cal');
  lead.hear(piece(1, 'What did the', 100, false));
  lead.hear(piece(1, 'What did the budget look like?', 100));
  lead.look(101_900, new HeardTurn());
  expect(asked).toEqual([]);
  lead.look(105_000, new HeardTurn());
  expect(told).toEqual([['What did the', undefined], ['What did the budget look like?', undefined], ['What did the budget look like?', 'question']]);
  expect(asked).toEqual(['What did the budget look like?']);
});

test('it ends, too, when the candidate begins to answer, and words that come late still belong to it', () => {
  const { lead, told, asked } = leading();
  lead.take('cal');
  lead.hear(piece(1, 'Who decided?', 100));
  const answer = new HeardTurn();
  answer.add(piece(1, 'The product manager did.', 101));
  lead.look(101_200, answer);
  expect(asked).toEqual(['Who decided?']);
  lead.hear(piece(1, 'Who decided that?', 100));
  expect(told.at(-1)).toEqual(['Who decided that?', 'question']);
});

test('"Okay." is no question', () => {
  const { lead, told, asked } = leading();
  lead.take('cal');
  lead.hear(piece(1, 'Okay.', 100));
  lead.look(103_000, new HeardTurn());
  expect(told.at(-1)).toEqual(['Okay.', 'acknowledgement']);
  expect(asked).toEqual([]);
});

test('the microphone is listened to from the order to lead until it is handed back, and the last words are kept', async () => {
  const { lead, told, heard } = leading();
  lead.take('cal');
  lead.hear(piece(1, 'That is all from', 100, false));
  await lead.giveBack();
  expect(heard).toEqual(['listens to cal', 'stops']);
  expect(lead.leads).toBe(false);
  expect(told.at(-1)).toEqual(['That is all from', 'question']);
  lead.hear(piece(1, 'That is all from me.', 100));
  expect(told.at(-1)).toEqual(['That is all from me.', 'question']);
});

test('a sound that was no speech leaves nothing behind', () => {
  const { lead, told } = leading();
  lead.take('cal');
  lead.hear(piece(1, '', 100));
  lead.look(110_000, new HeardTurn());
  expect(told).toEqual([]);
});
