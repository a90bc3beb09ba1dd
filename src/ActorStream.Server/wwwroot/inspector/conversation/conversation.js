// One conversation: its facts, kept fresh, and one view of it at a time. One stream brings what is
// written, and all views live on it.

import { announce } from '/app/announcer.js';
import { el } from '/app/dom.js';
import { getConversation, rowsAfter } from '../core/admin-api.js';
import { setConnection } from '../core/connection.js';
import { Feed } from '../core/feed.js';
import { empty, failure, loading } from '../core/parts.js';
import { Poll } from '../core/poll.js';
import { conversationHref, listHref } from '../core/routes.js';
import { Actions } from './actions.js';
import { EventsTab } from './events-tab.js';
import { Header } from './header.js';
import { ReplayTab } from './replay-tab.js';
import { Rows } from './rows.js';
import { kindOf } from './row-view.js';
import { TimelineTab } from './timeline-tab.js';
import { ViewersTab } from './viewers-tab.js';

const REFRESH_MS = 2500;
// The server's heartbeat comes every 15 seconds.
const SILENCE_MS = 35_000;
const TABS = {
  timeline: ['Time line', TimelineTab],
  events: ['Events', EventsTab],
  replay: ['Replay', ReplayTab],
  viewers: ['Viewers', ViewersTab],
};
const ENDINGS = ['turn-completed', 'turn-aborted', 'turn-failed', 'turn-interrupted'];

export class Conversation {
  #id;
  #outlet;
  #route;
  #detail = null;
  #rows = null;
  #context = null;
  #feed = null;
  #header;
  #actions;
  #tab = null;
  #shownTab = null;
  #links = el('nav', { class: 'tabs', 'aria-label': 'Views' });
  #place = el('div', { class: 'tab-place' });
  #frame = 0;
  #poll;

  constructor(outlet, route) {
    this.#id = route.id;
    this.#outlet = outlet;
    this.#route = route;
    outlet.append(loading('the conversation'));
    this.#poll = new Poll({
      ask: (signal) => getConversation(this.#id, { signal }),
      everyMs: REFRESH_MS,
      onAnswer: (detail) => this.#received(detail),
      onProblem: (problem) => this.#failed(problem),
    });
  }

  update(route) {
    this.#route = route;
    if (this.#detail !== null) this.#showTab();
  }

  close() {
    this.#poll.close();
    this.#feed?.close();
    this.#tab?.close();
    this.#rows?.close();
    cancelAnimationFrame(this.#frame);
  }

  #received(detail) {
    const first = this.#detail === null;
    const erased = detail.state === 'deleted' && !first && this.#detail.state !== 'deleted';
    this.#detail = detail;
    if (first) this.#begin();
    else this.#rows.reach(detail.lastSequenceNr);
    if (erased) this.#forget();
    this.#header.show(detail, this.#rows.last);
    this.#actions.update();
    this.#schedule();
  }

  #begin() {
    const context = {
      id: this.#id,
      detail: () => this.#detail,
      rows: new Rows(this.#id, this.#detail.lastSequenceNr, () => this.#schedule()),
    };
    this.#rows = context.rows;
    this.#context = context;
    this.#actions = new Actions(context, {
      onChanged: () => this.#poll.now(),
      onHealed: () => this.#readAgain(),
      onErased: () => {
        announce('The conversation was erased.');
        location.hash = listHref();
      },
    });
    this.#header = new Header(this.#id, this.#actions.element);
    this.#outlet.replaceChildren(this.#header.element, this.#links, this.#place);
    this.#showTab();
    if (this.#detail.state === 'deleted') {
      setConnection('live'); // nothing will ever be written to it again
      return;
    }
    this.#feed = new Feed({
      path: () => rowsAfter(this.#id, this.#rows.last),
      silenceMs: SILENCE_MS,
      onEvent: (name, row) => name === 'row' && this.#written(row),
      onState: setConnection,
      onProblem: (problem) => this.#failed(problem),
    });
  }

  #showTab() {
    const { tab, query } = this.#route;
    for (const link of this.#tabLinks()) {
      if (link.dataset.tab === tab) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    if (this.#shownTab === tab) {
      this.#tab.update(query);
      return;
    }
    this.#tab?.close();
    this.#shownTab = tab;
    this.#place.replaceChildren();
    this.#place.dataset.tab = tab;
    const [, Tab] = TABS[tab];
    this.#tab = new Tab(this.#place, this.#context, query);
  }

  #tabLinks() {
    if (this.#links.children.length === 0) {
      for (const [name, [label]] of Object.entries(TABS)) {
        const href = conversationHref(this.#id, name);
        this.#links.append(
          el('a', { href, 'data-tab': name, 'data-testid': `tab-${name}` }, label),
        );
      }
    }
    return [...this.#links.children];
  }

  #written(row) {
    if (row.sequenceNr <= this.#rows.last && this.#rows.at(row.sequenceNr)) return;
    this.#rows.add(row);
    this.#tab.added?.(row);
    const kind = kindOf(row);
    if (kind === 'conversation-deleted') {
      this.#letGo();
      this.#poll.now();
    }
    if (!kind.startsWith('turn-')) return;
    this.#poll.now();
    this.#tab.turned?.();
    const turn = row.payload?.turnId ?? 'A turn';
    if (kind === 'turn-started') announce(`${turn} began.`);
    else if (ENDINGS.includes(kind)) announce(`${turn}: ${kind.slice('turn-'.length)}.`);
  }

  // What was erased does not stay on the page either.
  #forget() {
    this.#letGo();
    this.#beginAnew();
  }

  // Healing changes rows under their numbers.
  #readAgain() {
    this.#beginAnew();
    this.#poll.now();
  }

  #beginAnew() {
    this.#rows.forget();
    this.#shownTab = null;
    this.#showTab();
  }

  // The server ends the stream of a conversation that was erased.
  #letGo() {
    this.#feed?.close();
    setConnection('live');
  }

  // Chunks come by the hundred a second, pictures by sixty.
  #schedule() {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#header.show(this.#detail, this.#rows.last);
      this.#tab.changed();
    });
  }

  #failed(problem) {
    if (problem.is('conversation-not-found')) {
      this.close();
      this.#outlet.replaceChildren(
        el('h1', { class: 'visually-hidden' }, 'Not found'),
        empty('This conversation isn’t here', 'It was erased, or its address is not complete.'),
      );
      return;
    }
    if (problem.isTransient) setConnection('reconnecting', problem);
    if (this.#detail === null) {
      this.#outlet.replaceChildren(failure(problem, () => this.#poll.now()));
    }
  }
}
