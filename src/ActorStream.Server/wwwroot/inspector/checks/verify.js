// Reads every row of the journal, or of one conversation, and lists what is not as it should be.

import { announce } from '/app/announcer.js';
import { el, setText } from '/app/dom.js';
import { Problem } from '/app/problem.js';
import { verify } from '../core/admin-api.js';
import { plural } from '../core/figures.js';
import { button, failure, hide, setBusy } from '../core/parts.js';
import { checksHref, conversationHref } from '../core/routes.js';
import { readEvents } from '../core/sse-reader.js';
import { visible } from '../core/visible.js';

const MAX_LISTED = 500;

export class VerifyPanel {
  #conversation;
  #abort = null;
  #found = 0;
  #start = button('Verify', () => this.#verify(), { 'data-testid': 'verify' });
  #cancel = button('Cancel', () => this.#abort?.abort(), { hidden: true });
  #scope = el('p', { class: 'quiet' });
  #progress = el('progress', {
    max: 1,
    value: 0,
    'aria-label': 'Rows checked',
    hidden: true,
    'data-testid': 'verify-progress',
  });
  #status = el('p', { class: 'verify-status', role: 'status', 'data-testid': 'verify-status' });
  #findings = el('ul', { class: 'findings', 'data-testid': 'findings' });
  #failure = el('div', {});
  element = el(
    'section',
    { class: 'panel', 'aria-labelledby': 'verify-title' },
    el(
      'div',
      { class: 'panel-head' },
      el('h2', { id: 'verify-title' }, 'Verify'),
      this.#cancel,
      this.#start,
    ),
    this.#scope,
    this.#progress,
    this.#status,
    this.#failure,
    this.#findings,
  );

  constructor(conversation) {
    this.aim(conversation);
  }

  aim(conversation) {
    this.#conversation = conversation;
    this.#scope.replaceChildren(
      ...(conversation === null
        ? ['Checks every stored row of every conversation. Reading only; answers go on meanwhile.']
        : [
            'Checks the rows of ',
            el('a', { href: conversationHref(conversation), class: 'id' }, visible(conversation)),
            '. ',
            el('a', { href: checksHref() }, 'The whole journal instead'),
          ]),
    );
  }

  close() {
    this.#abort?.abort();
  }

  async #verify() {
    this.#abort = new AbortController();
    this.#found = 0;
    this.#failure.replaceChildren();
    this.#findings.replaceChildren();
    this.#busy(true);
    setText(this.#status, 'Starting…');
    try {
      const response = await verify(this.#conversation, this.#abort.signal);
      if (!(await this.#read(response.body))) throw Problem.unreachable();
    } catch (problem) {
      this.#stopped(problem);
    } finally {
      this.#busy(false);
    }
  }

  async #read(body) {
    for await (const event of readEvents(body)) {
      if (event === null) continue;
      const data = JSON.parse(event.data);
      if (event.name === 'progress') this.#showProgress(data);
      else if (event.name === 'finding') this.#add(data);
      else if (event.name === 'verified') {
        this.#showVerdict(data);
        return true;
      }
    }
    return false;
  }

  #busy(value) {
    setBusy(this.#start, value);
    hide(this.#cancel, !value, this.#start);
    this.#progress.hidden = !value;
    if (value) this.#progress.removeAttribute('value');
  }

  #showProgress({ checked, total }) {
    if (total > 0) this.#progress.value = checked / total;
    setText(this.#status, `${checked.toLocaleString()} of ${total.toLocaleString()} rows`);
  }

  #showVerdict({ events, conversations, findings, seconds }) {
    const verdict = findings === 0 ? 'Nothing is damaged' : plural(findings, 'finding');
    const what = `${plural(events, 'event')} of ${plural(conversations, 'conversation')}`;
    setText(this.#status, `${verdict}: ${what} checked in ${seconds.toFixed(1)} s.`);
    this.#status.dataset.tone = findings === 0 ? 'done' : 'failed';
    announce(verdict);
  }

  #stopped(problem) {
    if (problem.name === 'AbortError') setText(this.#status, 'Cancelled.');
    else {
      setText(this.#status, '');
      const shown = problem instanceof Problem ? problem : Problem.unreachable();
      this.#failure.replaceChildren(failure(shown, () => this.#verify()));
    }
  }

  #add({ conversationId, sequenceNr, kind, reason }) {
    this.#found++;
    if (this.#found > MAX_LISTED) return; // the verdict counts them all
    const number = sequenceNr ?? 0;
    const query = number > 0 ? { at: number } : {};
    this.#findings.append(
      el(
        'li',
        { 'data-testid': 'finding' },
        el(
          'a',
          { class: 'id', href: conversationHref(conversationId, 'events', query) },
          visible(conversationId),
          number > 0 ? ` ${number}` : null,
        ),
        el('strong', {}, visible(kind)),
        el('span', {}, visible(reason)),
      ),
    );
  }
}
