// Snapshots that a newer one has replaced.

import { el } from '/app/dom.js';
import { compact } from '../core/admin-api.js';
import { confirmAction } from '../core/dialogs.js';
import { plural } from '../core/figures.js';
import { visible } from '../core/visible.js';
import { Order } from './order.js';

export class CompactPanel {
  #order = new Order({
    name: 'compact',
    title: 'Compact',
    label: 'Compact',
    about:
      'Drops snapshots that a newer one has replaced, and rewrites the tables on PostgreSQL. No event goes.',
    run: async (signal, order) => {
      const confirmed = await confirmAction({
        title: 'Compact the journal?',
        body: [
          el(
            'p',
            {},
            'Conversations with more than one snapshot make a new one and drop the others. Those with an open turn are passed over. On PostgreSQL the tables are rewritten then; writing waits meanwhile.',
          ),
        ],
        confirm: 'Compact',
        testid: 'compact-dialog',
      });
      if (!confirmed) return 'Nothing was changed.';
      const end = await order.follow(await compact(undefined, signal), 'compacted');
      const skipped = end.skipped === 0 ? '' : `, ${plural(end.skipped, 'conversation')} in use`;
      const rewritten = end.rewritten
        ? ' The tables were rewritten.'
        : end.rewriteProblem
          ? ` The tables were not rewritten: ${visible(end.rewriteProblem)}`
          : '';
      return `${plural(end.droppedSnapshots, 'old snapshot')} dropped${skipped}.${rewritten}`;
    },
  });
  element = this.#order.element;

  close() {
    this.#order.close();
  }
}
