// The list of conversations, newest first, with older ones on demand. It asks again when something
// here changed, when the tab comes back, and every few seconds while an answer is being written
// somewhere.

import { listConversations } from './api.js';
import { byId, el } from './dom.js';
import { dayGroup, fullTime, shortTime } from './format.js';
import { icon } from './icons.js';
import { conversationHref } from './router.js';

const PAGE = 30;
const POLL_MS = 5000;

export class ConversationList {
  #items = [];
  #next = null;
  #selected = null;
  #handlers;
  #nav = byId('conversations');
  #older = byId('older');
  #timer = 0;
  #asked = 0;
  #shown = '';

  /** handlers: onDelete(item, button), onOpen() */
  constructor(handlers) {
    this.#handlers = handlers;
    this.#older.addEventListener('click', () => this.#loadOlder());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.refresh();
    });
    this.refresh();
  }

  select(id) {
    this.#selected = id;
    this.#show();
  }

  titleOf(id) {
    return this.#items.find((item) => item.conversationId === id)?.title ?? null;
  }

  remove(id) {
    this.#items = this.#items.filter((item) => item.conversationId !== id);
    this.#show();
  }

  async refresh() {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    let failed = false;
    try {
      const page = await listConversations({ limit: PAGE });
      if (asked !== this.#asked) return; // a later question is under way
      this.#merge(page);
      this.#note('');
    } catch {
      if (asked !== this.#asked) return;
      failed = true;
      this.#note('The list can’t be loaded now.');
    }
    this.#show();
    this.#schedule(failed);
  }

  async #loadOlder() {
    this.#older.disabled = true;
    try {
      const page = await listConversations({ limit: PAGE, before: this.#next });
      const known = new Set(this.#items.map((item) => item.conversationId));
      this.#items.push(...page.conversations.filter((item) => !known.has(item.conversationId)));
      this.#next = page.next;
      this.#note('');
    } catch (problem) {
      this.#note(`${problem.title}.`);
    }
    this.#older.disabled = false;
    this.#show();
  }

  // The first page is the truth for its span of time; what was loaded beyond it stays.
  #merge({ conversations, next }) {
    const known = new Set(conversations.map((item) => item.conversationId));
    const oldest = conversations.at(-1)?.updatedAt;
    const isBeyond = (item) => !known.has(item.conversationId) && item.updatedAt < oldest;
    const beyond = next === null ? [] : this.#items.filter(isBeyond);
    this.#items = [...conversations, ...beyond];
    if (beyond.length === 0) this.#next = next;
  }

  #schedule(failed) {
    const running = this.#items.some((item) => item.status === 'running');
    if (document.hidden || !(running || failed)) return;
    this.#timer = setTimeout(() => this.refresh(), POLL_MS);
  }

  #note(text) {
    byId('list-note').textContent = text;
  }

  #show() {
    this.#older.hidden = this.#next === null;
    // Elements that are replaced for nothing lose clicks that are half-way done.
    const content = JSON.stringify([this.#items, this.#selected, new Date().toDateString()]);
    if (content === this.#shown) return;
    this.#shown = content;
    const { activeElement } = document;
    const focused = activeElement.closest('[data-conversation-id]')?.dataset.conversationId;
    const groups = new Map();
    for (const item of this.#items) {
      const group = dayGroup(item.updatedAt);
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(this.#item(item));
    }
    this.#nav.replaceChildren(
      ...[...groups].flatMap(([group, items]) => [
        el('h2', { class: 'list-group' }, group),
        el('ul', { class: 'list' }, ...items),
      ]),
    );
    if (focused !== undefined) {
      const item = this.#nav.querySelector(`[data-conversation-id="${focused}"]`);
      item?.querySelector(activeElement.localName)?.focus();
    }
  }

  #item(item) {
    const title = item.title || 'Untitled conversation';
    const remove = el(
      'button',
      {
        type: 'button',
        class: 'list-delete',
        'aria-label': `Delete “${title}”`,
        title: 'Delete',
        'data-testid': 'delete-conversation',
      },
      icon('trash'),
    );
    remove.addEventListener('click', () => this.#handlers.onDelete({ ...item, title }, remove));
    return el(
      'li',
      {
        class: 'list-item',
        'data-testid': 'conversation',
        'data-conversation-id': item.conversationId,
        'data-status': item.status,
      },
      el(
        'a',
        {
          href: conversationHref(item.conversationId),
          title,
          'aria-current': item.conversationId === this.#selected ? 'page' : null,
          onclick: () => this.#handlers.onOpen(),
        },
        el('span', { class: 'list-title', dir: 'auto' }, title),
        item.status === 'running' ? runningDot() : timeOf(item.updatedAt),
      ),
      remove,
    );
  }
}

function runningDot() {
  return el(
    'span',
    { class: 'running', 'data-testid': 'running' },
    el('span', { class: 'visually-hidden' }, 'being answered'),
  );
}

const timeOf = (at) => el('time', { datetime: at, title: fullTime(at) }, shortTime(at));
