// What is known of the conversation as a whole.

import { copyText } from '/app/clipboard.js';
import { el, setText } from '/app/dom.js';
import { fullTime } from '/app/format.js';
import { ago, bytes, plural } from '../core/figures.js';
import { button, Facts, stateBadge } from '../core/parts.js';
import { listHref } from '../core/routes.js';
import { titleOf, visible } from '../core/visible.js';

export class Header {
  #title = el('h1', { 'data-testid': 'title' });
  #state = el('span', {});
  #facts = new Facts();
  #damage = el('p', {
    class: 'damage',
    role: 'alert',
    'data-testid': 'damage-banner',
    hidden: true,
  });
  element;

  constructor(id, actions) {
    const copy = button('Copy id', async () => {
      copy.textContent = (await copyText(id)) ? 'Copied' : 'Copying failed';
    });
    this.element = el(
      'header',
      { class: 'conversation-head' },
      el(
        'p',
        { class: 'crumbs' },
        el('a', { href: listHref() }, 'Conversations'),
        ' / ',
        el('span', { class: 'id' }, id),
        copy,
      ),
      el('div', { class: 'conversation-title' }, this.#title, this.#state),
      this.#facts.element,
      actions,
      this.#damage,
    );
  }

  show(detail, last) {
    setText(this.#title, titleOf(detail));
    document.title = `${titleOf(detail)} · Inspector`;
    if (this.#state.dataset.state !== detail.state) {
      this.#state.dataset.state = detail.state;
      this.#state.replaceChildren(stateBadge(detail.state));
    }
    this.#describe(detail, last);
    const { damage } = detail;
    this.#damage.hidden = damage.length === 0;
    if (damage.length > 0) {
      const first = damage[0];
      setText(
        this.#damage,
        `${plural(damage.length, 'damaged row')}, the first at event ${first.sequenceNr}: ${visible(first.reason)}`,
      );
    }
  }

  #describe(detail, last) {
    const { live, snapshots } = detail;
    const set = (...fact) => this.#facts.set(...fact);
    set('Tenant', detail.tenant && visible(detail.tenant));
    set('Turns', detail.turns.toLocaleString());
    set('Events', Math.max(detail.events, last).toLocaleString());
    set('Size', bytes(detail.payloadBytes));
    set('Last activity', ago(detail.updatedAt), fullTime(detail.updatedAt));
    set('Created', fullTime(detail.createdAt));
    set(
      'Snapshot',
      snapshots.length === 0
        ? 'none'
        : `at ${Math.max(...snapshots.map((s) => s.sequenceNr)).toLocaleString()}`,
    );
    set('Incarnation', detail.incarnation ? visible(detail.incarnation) : null);
    set('Actor', live === null ? 'not in memory' : 'in memory');
    set('Mailbox', live && live.mailbox.toLocaleString());
    set('Waiting writes', live && live.pendingWrites.toLocaleString());
    set('Tail', live && plural(live.tailEvents, 'event'));
    set('Viewers', live && live.viewers.toLocaleString());
  }
}
