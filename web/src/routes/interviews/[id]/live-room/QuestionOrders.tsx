/** What can be asked about the question. Each of them can also be said. */
import { Hourglass, RotateCcw, SkipForward } from 'lucide-react';
import type { Order, OrdersUse } from './use-orders.ts';

interface Props {
  orders: OrdersUse;
  ready: boolean;
  /** The single keys are on. */
  keys: boolean;
}

const all: readonly { order: Order; words: string; icon: typeof Hourglass; shortcut?: string }[] = [
  { order: 'think', words: 'A moment to think', icon: Hourglass, shortcut: 't' },
  { order: 'repeat', words: 'Repeat', icon: RotateCcw, shortcut: 'r' },
  { order: 'skip', words: 'Skip', icon: SkipForward },
];

export function QuestionOrders({ orders, ready, keys }: Props) {
  return (
    <div className="flex flex-wrap justify-center gap-x-0.5" role="group" aria-label="About this question">
      {all.map(({ order, words, icon: Icon, shortcut }) => (
        <button
          key={order}
          type="button"
          className="inline-flex min-h-6 items-center gap-0.5 rounded-control px-1 text-small sm:gap-1 sm:px-1.5 hover:bg-sunken aria-disabled:opacity-55"
          // Not `disabled`: the keyboard stays where it is while an order is on its way.
          aria-disabled={!ready || orders.pending !== undefined}
          aria-keyshortcuts={keys ? shortcut : undefined}
          onClick={() => ready && orders.pending === undefined && orders.order(order)}
        >
          <Icon className="size-2 text-quiet" aria-hidden="true" />
          {words}
        </button>
      ))}
    </div>
  );
}
