// The rows of the list. Only a row that changed is made anew, so that clicks and focus survive.

import { el, setText } from '/app/dom.js';
import { fullTime } from '/app/format.js';
import { ago, bytes } from '../core/figures.js';
import { stateBadge } from '../core/parts.js';
import { conversationHref } from '../core/routes.js';
import { titleOf, visible } from '../core/visible.js';

// As many letters as tell conversations apart; the address and the title have them all.
const ID_SHOWN = 8;
const COLUMNS = [
  ['State', ''],
  ['Conversation', ''],
  ['Tenant', ''],
  ['Turns', 'number'],
  ['Events', 'number'],
  ['Size', 'number'],
  ['Viewers', 'number'],
  ['Last activity', 'number'],
];

export class ConversationTable {
  #rows = new Map();
  #body = el('tbody', {});
  element = el(
    'table',
    { class: 'table conversations', 'data-testid': 'conversations' },
    el('caption', { class: 'visually-hidden' }, 'Conversations, newest activity first'),
    el(
      'thead',
      {},
      el('tr', {}, ...COLUMNS.map(([name, kind]) => el('th', { scope: 'col', class: kind }, name))),
    ),
    this.#body,
  );

  constructor() {
    this.#body.addEventListener('keydown', (event) => this.#key(event));
  }

  show(conversations) {
    const kept = new Map();
    const focused = document.activeElement?.closest('tr')?.dataset.id;
    const rows = conversations.map((item) => {
      const content = JSON.stringify(item);
      const known = this.#rows.get(item.conversationId);
      const row = known?.content === content ? known : { content, item, element: rowOf(item) };
      kept.set(item.conversationId, row);
      return row.element;
    });
    this.#rows = kept;
    rows.forEach((row, index) => {
      const there = this.#body.children[index];
      if (there !== row) this.#body.insertBefore(row, there ?? null);
    });
    while (this.#body.children.length > rows.length) this.#body.lastChild.remove();
    if (focused !== undefined && document.activeElement === document.body) {
      kept.get(focused)?.element.querySelector('a').focus();
    }
    this.tick();
  }

  /** "3 s ago" grows older without any news. */
  tick() {
    for (const { element, item } of this.#rows.values()) {
      setText(element.querySelector('time'), ago(item.updatedAt));
    }
  }

  #key(event) {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...this.#body.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    const next = links[at + step];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    next.focus();
  }
}

function rowOf(item) {
  const cell = (label, content, attributes = {}) =>
    el('td', { 'data-label': label, ...attributes }, content);
  return el(
    'tr',
    { 'data-testid': 'conversation', 'data-id': item.conversationId, 'data-state': item.state },
    cell('State', stateBadge(item.state)),
    el(
      'td',
      { class: 'subject' },
      el(
        'a',
        { href: conversationHref(item.conversationId) },
        el('bdi', { class: 'subject-title' }, titleOf(item)),
        el(
          'span',
          { class: 'id', title: visible(item.conversationId) },
          visible(item.conversationId).slice(0, ID_SHOWN),
        ),
      ),
    ),
    cell('Tenant', item.tenant === null ? '' : el('bdi', { class: 'tag' }, visible(item.tenant))),
    cell('Turns', item.turns.toLocaleString(), { class: 'number' }),
    cell('Events', item.events.toLocaleString(), { class: 'number' }),
    cell('Size', bytes(item.payloadBytes), { class: 'number' }),
    cell('Viewers', viewersOf(item), {
      class: 'number',
      title: item.awake ? 'in memory' : 'not in memory',
    }),
    cell(
      'Last activity',
      el('time', { datetime: item.updatedAt, title: fullTime(item.updatedAt) }),
      {
        class: 'number',
      },
    ),
  );
}

const viewersOf = ({ viewers, awake }) => (awake ? viewers.toLocaleString() : '–');
