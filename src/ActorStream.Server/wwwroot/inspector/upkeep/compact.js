// Snapshots that a newer one has replaced.

import { el } from '/app/dom.js';
import { compact } from '../core/admin-api.js';
import { confirmAction } from '../core/dialogs.js';
import { plural } from '../core/figures.js';
import { Order } from './order.js';

export class CompactPanel {
  #order = new Order({
    name: 'compact',
    title: 'Compact',
    label: 'Compact',
    about: 'Drops snapshots that a newer one has replaced. No event goes.',
    run: async (signal, order) => {
      const confirmed = await confirmAction({
        title: 'Compact the journal?',
        body: [
          el(
            'p',
            {},
            'Conversations with more than one snapshot make a new one and drop the others. Those with an open turn are passed over.',
          ),
        ],
        confirm: 'Compact',
        testid: 'compact-dialog',
      });
      if (!confirmed) return 'Nothing was changed.';
      const end = await order.follow(await compact(undefined, signal), 'compacted');
      const skipped = end.skipped === 0 ? '' : `, ${plural(end.skipped, 'conversation')} in use`;
      return `${plural(end.droppedSnapshots, 'old snapshot')} dropped${skipped}.`;
    },
  });
  element = this.#order.element;

  close() {
    this.#order.close();
  }
}
