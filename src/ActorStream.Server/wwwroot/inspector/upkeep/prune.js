// Retention by hand: what would go is shown first, and goes only when that was confirmed.

import { el } from '/app/dom.js';
import { prune } from '../core/admin-api.js';
import { confirmAction } from '../core/dialogs.js';
import { ago, bytes, plural } from '../core/figures.js';
import { visible } from '../core/visible.js';
import { Order } from './order.js';

const MAX_LISTED = 50;
const TYPED = 'prune';
const MIB = 1024 * 1024;

export class PrunePanel {
  #age = field('Keep for (90d, 12h)', 'prune-age');
  #events = field('Most events of a tenant', 'prune-events', 'number');
  #size = field('Most MiB of a tenant', 'prune-size', 'number');
  #total = field('Most MiB of all tenants', 'prune-total', 'number');
  #tenant = field('Only this tenant', 'prune-tenant');
  #order = new Order({
    name: 'prune',
    title: 'Prune',
    label: 'See what would go',
    about: 'Erases conversations by age and size, the oldest first, never one whose turn is open.',
    body: [
      el(
        'div',
        { class: 'keep' },
        ...[this.#age, this.#events, this.#size, this.#total, this.#tenant].map(
          ({ label }) => label,
        ),
      ),
    ],
    run: (signal, order) => this.#prune(signal, order),
  });
  element = this.#order.element;

  close() {
    this.#order.close();
  }

  async #prune(signal, order) {
    const kept = {
      maxAge: this.#age.text(),
      maxEvents: this.#events.number(1),
      maxBytes: this.#size.number(MIB),
      maxTotalBytes: this.#total.number(MIB),
      tenant: this.#tenant.text(),
    };
    const going = [];
    const plan = await order.follow(
      await prune({ ...kept, apply: false }, signal),
      'pruned',
      (name, data) => {
        if (name === 'going') going.push(data);
      },
    );
    if (plan.conversations === 0) return 'Nothing would go.';
    const confirmed = await confirmAction({
      title: `Erase ${plural(plan.conversations, 'conversation')}?`,
      body: [listOf(going, plan.conversations), el('p', {}, 'There is no way back.')],
      confirm: 'Erase',
      needs: TYPED,
      danger: true,
      testid: 'prune-dialog',
    });
    if (!confirmed) return 'Nothing was erased.';
    const end = await order.follow(await prune({ ...kept, apply: true }, signal), 'pruned');
    const left = end.skipped === 0 ? '' : `, ${plural(end.skipped, 'conversation')} in use and kept`;
    return `${plural(end.erased, 'conversation')} erased${left}.`;
  }
}

function listOf(going, all) {
  const lines = going
    .slice(0, MAX_LISTED)
    .map(({ conversationId, tenant, reason, updatedAt, payloadBytes }) =>
      el(
        'li',
        {},
        el('code', {}, visible(conversationId.slice(0, 8))),
        ` ${tenant === null ? '' : `${visible(tenant)}, `}${visible(reason)}, ${ago(updatedAt)}, ${bytes(payloadBytes)}`,
      ),
    );
  if (all > lines.length) lines.push(el('li', {}, `and ${(all - lines.length).toLocaleString()} more`));
  return el('section', { class: 'dialog-list' }, el('h3', {}, 'Would go'), el('ul', {}, ...lines));
}

function field(name, testid, type = 'text') {
  const input = el('input', { class: 'input', type, min: 0, 'data-testid': testid });
  const text = () => (input.value.trim() === '' ? null : input.value.trim());
  return {
    label: el('label', {}, name, input),
    text,
    number: (unit) => (text() === null ? null : Math.round(Number(text()) * unit)),
  };
}
