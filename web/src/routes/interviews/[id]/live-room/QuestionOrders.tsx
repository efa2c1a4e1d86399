/** What can be asked about the question. Each of them can also be said. */
import { Hourglass, RotateCcw, SkipForward } from 'lucide-react';
import type { Order, OrdersUse } from './use-orders.ts';

interface Props {
  orders: OrdersUse;
  /** The one that is open. */
  questionId: string;
  ready: boolean;
  /** The single keys are on. */
  keys: boolean;
}

const all: readonly { order: Order; words: string; icon: typeof Hourglass; shortcut?: string }[] = [
  { order: 'think', words: 'A moment to think', icon: Hourglass, shortcut: 't' },
  { order: 'repeat', words: 'Repeat', icon: RotateCcw, shortcut: 'r' },
  { order: 'skip', words: 'Skip', icon: SkipForward },
];

export function QuestionOrders({ orders, questionId, ready, keys }: Props) {
  const may = (order: Order): boolean => ready && orders.pending === undefined && !(order === 'skip' && orders.skipped === questionId);
  return (
    <div className="flex flex-wrap justify-center gap-x-0.5" role="group" aria-label="About this question">
      {all.map(({ order, words, icon: Icon, shortcut }) => (
        <button
          key={order}
          type="button"
          className="inline-flex min-h-6 items-center gap-0.5 rounded-control px-1 text-small sm:gap-1 sm:px-1.5 hover:bg-sunken aria-disabled:opacity-55"
          // Not `disabled`: the keyboard stays where it is while an order is on its way.
          aria-disabled={!may(order)}
          aria-keyshortcuts={keys ? shortcut : undefined}
          onClick={() => may(order) && orders.order(order, questionId)}
        >
          <Icon className="size-2 text-quiet" aria-hidden="true" />
          {words}
        </button>
      ))}
    </div>
  );
}
