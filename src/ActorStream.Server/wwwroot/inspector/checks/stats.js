// Figures of the whole database. Counting takes time, so it is done when it is asked for.

import { el } from '/app/dom.js';
import { fullTime } from '/app/format.js';
import { getStats } from '../core/admin-api.js';
import { bytes } from '../core/figures.js';
import { button, Facts, failure, loading, setBusy } from '../core/parts.js';
import { conversationHref, listHref } from '../core/routes.js';
import { titleOf, visible } from '../core/visible.js';

export class StatsPanel {
  #abort = new AbortController();
  #place = el('div', {}, el('p', { class: 'quiet' }, 'Counts every row of the journal.'));
  #count = button('Count', () => this.#ask(), { 'data-testid': 'count-stats' });
  element = el(
    'section',
    { class: 'panel', 'aria-labelledby': 'stats-title', 'data-testid': 'stats' },
    el('div', { class: 'panel-head' }, el('h2', { id: 'stats-title' }, 'Statistics'), this.#count),
    this.#place,
  );

  close() {
    this.#abort.abort();
  }

  async #ask() {
    const { signal } = this.#abort;
    setBusy(this.#count, true);
    this.#place.replaceChildren(loading('the figures'));
    try {
      const stats = await getStats({ signal });
      this.#place.replaceChildren(factsOf(stats), tenantsOf(stats), largestOf(stats));
    } catch (problem) {
      if (!signal.aborted) this.#place.replaceChildren(failure(problem, () => this.#ask()));
    } finally {
      setBusy(this.#count, false);
    }
  }
}

function factsOf({ conversations, events, chunks, turns, snapshots, ...rest }) {
  const facts = new Facts();
  const count = (name, value) => facts.set(name, (value ?? 0).toLocaleString());
  count('Conversations', conversations.total);
  count('Running', conversations.running);
  count('Erased', conversations.deleted);
  count('Events', events);
  count('Chunks', chunks);
  count('Turns completed', turns.completed);
  count('Aborted', turns.aborted);
  count('Failed', turns.failed);
  count('Interrupted', turns.interrupted);
  count('Open', turns.open);
  count('Snapshots', snapshots);
  facts.set('Payloads', bytes(rest.payloadBytes));
  facts.set('Database', bytes(rest.databaseBytes));
  if (rest.oldest) facts.set('Oldest', fullTime(rest.oldest));
  return facts.element;
}

const tenantsOf = ({ byTenant }) =>
  table('By tenant', ['Tenant', 'Conversations', 'Events', 'Size'], byTenant, (row) => [
    row.tenant === null
      ? el('span', { class: 'quiet' }, 'none')
      : el('a', { href: listHref({ tenant: row.tenant }) }, el('bdi', {}, visible(row.tenant))),
    row.conversations.toLocaleString(),
    row.events.toLocaleString(),
    bytes(row.payloadBytes),
  ]);

const largestOf = ({ largest }) =>
  table('Largest', ['Conversation', 'Turns', 'Events', 'Size'], largest, (row) => [
    el('a', { href: conversationHref(row.conversationId) }, el('bdi', {}, titleOf(row))),
    row.turns.toLocaleString(),
    row.events.toLocaleString(),
    bytes(row.payloadBytes),
  ]);

function table(title, columns, rows, cellsOf) {
  const kind = (index) => (index === 0 ? 'subject' : 'number');
  return el(
    'table',
    { class: 'table' },
    el('caption', {}, title),
    el(
      'thead',
      {},
      el('tr', {}, ...columns.map((name, i) => el('th', { scope: 'col', class: kind(i) }, name))),
    ),
    el(
      'tbody',
      {},
      ...rows.map((row) =>
        el(
          'tr',
          {},
          ...cellsOf(row).map((cell, i) =>
            el('td', { class: kind(i), 'data-label': columns[i] }, cell),
          ),
        ),
      ),
    ),
  );
}
