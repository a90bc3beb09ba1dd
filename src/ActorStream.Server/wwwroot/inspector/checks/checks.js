// Is it well? The doctor's checks of the server, a verification of the journal, and its statistics.

import { el } from '/app/dom.js';
import { DoctorPanel } from './doctor.js';
import { StatsPanel } from './stats.js';
import { VerifyPanel } from './verify.js';

export class Checks {
  #panels;
  #verify;

  constructor(outlet, { query }) {
    this.#verify = new VerifyPanel(query.get('conversation'));
    this.#panels = [this.#verify, new DoctorPanel(), new StatsPanel()];
    outlet.append(
      el('h1', { class: 'visually-hidden' }, 'Checks'),
      el('div', { class: 'checks' }, ...this.#panels.map((panel) => panel.element)),
    );
  }

  update({ query }) {
    this.#verify.aim(query.get('conversation'));
  }

  close() {
    for (const panel of this.#panels) panel.close();
  }
}
