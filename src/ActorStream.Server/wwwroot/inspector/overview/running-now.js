// The conversations that are being answered at this moment.

import { el } from '/app/dom.js';
import { ago, bytes, plural } from '../core/figures.js';
import { conversationHref, listHref } from '../core/routes.js';
import { titleOf, visible } from '../core/visible.js';

export class RunningNow {
  #list = el('ul', { class: 'running-list' });
  #none = el('p', { class: 'quiet' }, 'Nothing is being answered.');
  #all = el('a', { href: listHref({ state: 'running' }) }, 'All that run');
  #shown = '';
  element = el(
    'section',
    { class: 'panel', 'aria-labelledby': 'running-title', 'data-testid': 'running-now' },
    el(
      'div',
      { class: 'panel-head' },
      el('h2', { id: 'running-title' }, 'Being answered'),
      this.#all,
    ),
    this.#none,
    this.#list,
  );

  show(conversations, hasMore) {
    this.#none.hidden = conversations.length > 0;
    this.#all.hidden = !hasMore;
    // What is replaced for nothing loses clicks and focus.
    const text = JSON.stringify(conversations.map((c) => [c.conversationId, c.events, c.viewers]));
    if (text === this.#shown) return;
    this.#shown = text;
    const focused = document.activeElement?.closest('[data-id]')?.dataset.id;
    this.#list.replaceChildren(...conversations.map(item));
    if (focused) this.#list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  }
}

const item = (c) =>
  el(
    'li',
    {},
    el(
      'a',
      { href: conversationHref(c.conversationId), 'data-id': c.conversationId },
      el('bdi', { class: 'running-title' }, titleOf(c)),
    ),
    c.tenant === null ? null : el('bdi', { class: 'tag' }, visible(c.tenant)),
    el(
      'span',
      { class: 'quiet' },
      `${plural(c.events, 'event')} · ${bytes(c.payloadBytes)} · ${plural(c.viewers, 'viewer')} · ${ago(c.updatedAt)}`,
    ),
  );
