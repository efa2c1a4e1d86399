/** One control's order: on its way, taken on, or refused and why. */
import { problemText } from '#lib/live/live-problem.ts';
import { clockTime } from '#lib/wording.ts';

export class GivenOrder {
  phase = $state<'none' | 'sending' | 'taken' | 'refused'>('none');
  text = $state('');

  /** @param name as a person calls it @param now seconds on the interview's clock @returns whether it was taken on */
  async give(name: string, now: () => number, order: () => Promise<unknown>): Promise<boolean> {
    this.phase = 'sending';
    this.text = `${name}: on its way.`;
    try {
      await order();
      this.phase = 'taken';
      this.text = `${name}: taken on at ${clockTime(now())}.`;
      return true;
    } catch (error) {
      this.refuse(`${name} was not taken on. ${problemText(error)}`);
      return false;
    }
  }

  refuse(text: string): void {
    this.phase = 'refused';
    this.text = text;
  }
}
