// The doctor's checks: configuration, schema, permissions, disk, versions, log, lock.

import { el } from '/app/dom.js';
import { getDoctor } from '../core/admin-api.js';
import { setConnection } from '../core/connection.js';
import { clockTime } from '../core/figures.js';
import { button, failure, loading, setBusy } from '../core/parts.js';
import { visible } from '../core/visible.js';

const WORDS = { ok: 'Well', warning: 'Warning', failed: 'Failed' };

export class DoctorPanel {
  #abort = new AbortController();
  #place = el('div', {});
  #again = button('Check again', () => this.#check());
  element = el(
    'section',
    { class: 'panel', 'aria-labelledby': 'doctor-title', 'data-testid': 'doctor' },
    el('div', { class: 'panel-head' }, el('h2', { id: 'doctor-title' }, 'Doctor'), this.#again),
    this.#place,
  );

  constructor() {
    this.#check();
  }

  close() {
    this.#abort.abort();
  }

  async #check() {
    const { signal } = this.#abort;
    setBusy(this.#again, true);
    if (this.#place.childElementCount === 0) this.#place.append(loading('the checks'));
    try {
      const { checks } = await getDoctor({ signal });
      setConnection('live');
      this.#place.replaceChildren(
        el('ul', { class: 'check-list' }, ...checks.map(line)),
        el('p', { class: 'quiet', role: 'status' }, `Checked at ${clockTime(new Date())}`),
      );
    } catch (problem) {
      if (signal.aborted) return;
      this.#place.replaceChildren(failure(problem, () => this.#check()));
    } finally {
      setBusy(this.#again, false);
    }
  }
}

const line = ({ name, status, detail }) =>
  el(
    'li',
    { class: 'check-line', 'data-status': status, 'data-testid': 'check' },
    el('span', { class: 'check-status' }, WORDS[status] ?? visible(status)),
    el('strong', {}, visible(name)),
    el('span', { class: 'check-detail' }, visible(detail ?? '')),
  );
