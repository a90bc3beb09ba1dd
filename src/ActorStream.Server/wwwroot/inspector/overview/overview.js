// The node at a glance: what it is, how it does, what runs, and whether something needs a hand.

import { el } from '/app/dom.js';
import { fullTime } from '/app/format.js';
import { getDoctor, listConversations } from '../core/admin-api.js';
import { setConnection } from '../core/connection.js';
import { Feed } from '../core/feed.js';
import { bytes, plural, short, span } from '../core/figures.js';
import { Facts, failure, loading } from '../core/parts.js';
import { Poll } from '../core/poll.js';
import { checksHref, conversationHref } from '../core/routes.js';
import { visible } from '../core/visible.js';
import { SPAN_MS } from './chart.js';
import { nodeCharts } from './charts.js';
import { rewriteFact, rewriteProblem } from './rewrites.js';
import { RunningNow } from './running-now.js';

// One point a second is due.
const SILENCE_MS = 6000;
const RUNNING_MS = 3000;
const DOCTOR_MS = 60_000;

export class Overview {
  #points = [];
  #charts = nodeCharts();
  #facts = new Facts();
  #attention = el('div', { class: 'attention', 'data-testid': 'attention' });
  #body = el('div', { class: 'overview', hidden: true });
  #outlet;
  #waiting = loading('the node');
  #running = new RunningNow();
  #findings = { checks: [], unmarked: 0, rewrite: null };
  #feed;
  #polls;

  constructor(outlet) {
    this.#outlet = outlet;
    this.#body.append(
      this.#facts.element,
      el('div', { class: 'charts' }, ...this.#charts.map((chart) => chart.element)),
      this.#running.element,
    );
    outlet.append(
      el('h1', { class: 'visually-hidden' }, 'Overview'),
      this.#attention,
      this.#waiting,
      this.#body,
    );
    this.#feed = new Feed({
      path: () => '/overview/events',
      silenceMs: SILENCE_MS,
      onEvent: (name, data) => this.#received(name, data),
      onState: setConnection,
      onProblem: (problem) => this.#outlet.append(failure(problem)),
    });
    this.#polls = [
      new Poll({
        ask: (signal) => listConversations({ state: 'running', limit: 8 }, { signal }),
        everyMs: RUNNING_MS,
        onAnswer: ({ conversations, next }) => this.#running.show(conversations, next !== null),
        onProblem: () => {}, // the feed says that the server is away
      }),
      new Poll({
        ask: (signal) => getDoctor({ signal }),
        everyMs: DOCTOR_MS,
        onAnswer: ({ checks }) => this.#attend({ checks }),
        onProblem: () => {},
      }),
    ];
  }

  update() {}

  close() {
    this.#feed.close();
    for (const poll of this.#polls) poll.close();
  }

  #received(name, data) {
    setConnection('live');
    if (name === 'history') this.#points = data.points.map(pointOf);
    else if (name === 'overview') this.#points.push(pointOf(data));
    else return;
    const newest = this.#points.at(-1);
    if (newest === undefined) return;
    this.#points = this.#points.filter(({ at }) => at >= newest.at - SPAN_MS);
    for (const chart of this.#charts) chart.draw(this.#points);
    this.#describe(newest);
    this.#waiting.remove();
    this.#body.hidden = false;
  }

  #describe({
    version,
    startedAt,
    now,
    journal,
    conversations,
    writes,
    mailboxes,
    process,
    rates,
  }) {
    const set = (...fact) => this.#facts.set(...fact);
    set('Version', version);
    set('Up for', span(Date.parse(now) - Date.parse(startedAt)), `since ${fullTime(startedAt)}`);
    set(
      'Journal',
      journal.kind === 'postgres' ? 'PostgreSQL' : 'SQLite',
      visible(journal.name ?? ''),
    );
    if (journal.sizeBytes !== null) set('Size', bytes(journal.sizeBytes));
    if (journal.walBytes !== null) set('Log', bytes(journal.walBytes));
    set('Rewrite', ...rewriteFact(journal.rewrite, now));
    set('Conversations', conversations.known.toLocaleString());
    set('Awake', conversations.awake.toLocaleString());
    set('Running', conversations.running.toLocaleString());
    set('Prompts', `${short(rates.promptsPerSecond)}/s`);
    set('Writes', `${short(writes.perSecond)}/s`);
    set('Largest write', plural(writes.size.max, 'event'));
    set('Deepest mailbox', deepest(mailboxes));
    set('Heap', bytes(process.managedBytes));
    set('Threads', process.threads.toLocaleString());
    set('GC pause', `${short(process.gcPausePercent)} %`);
    this.#attend({ unmarked: conversations.unmarked, rewrite: rewriteProblem(journal.rewrite) });
  }

  #attend(news) {
    Object.assign(this.#findings, news);
    const { checks, unmarked, rewrite } = this.#findings;
    const notes = checks
      .filter(({ status }) => status !== 'ok')
      .map(({ name, status, detail }) => note(status, visible(name), visible(detail)));
    if (unmarked > 0) {
      const what = plural(unmarked, 'conversation');
      notes.push(
        note('warning', 'recovery', `${what} with a turn still to be marked after a crash`),
      );
    }
    if (rewrite !== null) notes.push(note('warning', 'rewrite', rewrite));
    const text = notes.map((item) => item.textContent).join('\n');
    if (this.#attention.dataset.shown === text) return;
    this.#attention.dataset.shown = text;
    this.#attention.replaceChildren(...notes);
  }
}

const pointOf = (overview) => ({ ...overview, at: Date.parse(overview.now) });

const note = (status, name, detail) =>
  el(
    'a',
    { class: 'note', href: checksHref(), 'data-status': status },
    el('strong', {}, name),
    el('span', {}, detail),
  );

function deepest({ max, deepest: id }) {
  if (max === 0 || id === null) return max.toLocaleString();
  return el('a', { href: conversationHref(id) }, max.toLocaleString());
}
