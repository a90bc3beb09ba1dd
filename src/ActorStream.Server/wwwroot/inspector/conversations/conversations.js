// All conversations, newest activity first, kept fresh while they are looked at.

import { announce } from '/app/announcer.js';
import { el, setText } from '/app/dom.js';
import { listConversations } from '../core/admin-api.js';
import { setConnection } from '../core/connection.js';
import { plural } from '../core/figures.js';
import { empty, failure, loading } from '../core/parts.js';
import { Poll } from '../core/poll.js';
import { listHref } from '../core/routes.js';
import { Filter, requestOf } from './filter.js';
import { ConversationTable } from './table.js';

const PAGE = 50;
const REFRESH_MS = 3000;
const TICK_MS = 1000;

export class Conversations {
  #query;
  #filter = new Filter((query) => this.#narrow(query));
  #table = new ConversationTable();
  #place = el('div', { class: 'list-place' });
  #count = el('p', { class: 'quiet', 'data-testid': 'count' });
  #newest = el('a', { class: 'small-button', 'data-testid': 'newest' }, 'Newest');
  #older = el('a', { class: 'small-button', 'data-testid': 'older' }, 'Older');
  #poll = null;
  #ticker = setInterval(() => this.#table.tick(), TICK_MS);
  #answered = false;

  constructor(outlet, { query }) {
    outlet.append(
      el('h1', { class: 'visually-hidden' }, 'Conversations'),
      this.#filter.element,
      this.#place,
      el('nav', { class: 'paging', 'aria-label': 'Pages' }, this.#count, this.#newest, this.#older),
    );
    addEventListener('keydown', this.#key);
    this.#ask(query);
  }

  update({ query }) {
    this.#ask(query);
  }

  close() {
    this.#poll?.close();
    this.#filter.close();
    clearInterval(this.#ticker);
    removeEventListener('keydown', this.#key);
  }

  #narrow(query) {
    const href = listHref(query);
    if (href !== location.hash) location.hash = href;
  }

  #ask(query) {
    this.#query = query;
    this.#filter.show(query);
    this.#poll?.close();
    this.#answered = false;
    if (!this.#table.element.isConnected) this.#place.replaceChildren(loading('conversations'));
    this.#place.setAttribute('aria-busy', 'true');
    this.#poll = new Poll({
      ask: (signal) => listConversations({ ...requestOf(query), limit: PAGE }, { signal }),
      everyMs: REFRESH_MS,
      onAnswer: (page) => this.#show(page),
      onProblem: (problem) => this.#failed(problem),
    });
  }

  #show({ conversations, next }) {
    setConnection('live');
    this.#place.removeAttribute('aria-busy');
    this.#table.show(conversations);
    const content = conversations.length > 0 ? this.#table.element : this.#nothing();
    if (conversations.length === 0 || !content.isConnected) this.#place.replaceChildren(content);
    const paged = this.#query.has('before');
    const all = next === null && !paged;
    setText(
      this.#count,
      `${plural(conversations.length, 'conversation')}${all ? '' : ' on this page'}`,
    );
    const kept = Object.fromEntries(this.#query);
    delete kept.before;
    this.#newest.hidden = !paged;
    this.#newest.href = listHref(kept);
    this.#older.hidden = next === null;
    if (next !== null) this.#older.href = listHref({ ...kept, before: next });
    if (!this.#answered) announce(this.#count.textContent);
    this.#answered = true;
  }

  #nothing() {
    const filtered = [...this.#query.keys()].length > 0;
    return filtered
      ? empty('No conversation matches', 'Clear the filter to see all of them.')
      : empty('No conversations yet', 'They appear here as soon as somebody asks something.');
  }

  #failed(problem) {
    if (problem.isTransient) setConnection('reconnecting', problem);
    if (this.#answered && problem.isTransient) return; // what is shown stays, marked as old
    this.#place.removeAttribute('aria-busy');
    this.#place.replaceChildren(failure(problem, () => this.#ask(this.#query)));
    setText(this.#count, '');
  }

  #key = (event) => {
    const typing = event.target.closest('input, select, textarea, dialog') !== null;
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#filter.focus();
  };
}
