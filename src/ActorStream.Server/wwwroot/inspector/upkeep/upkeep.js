// What is done to the journal as a whole while the server runs.

import { el } from '/app/dom.js';
import { CompactPanel } from './compact.js';
import { ExportPanel } from './export.js';
import { ImportPanel } from './import.js';
import { PrunePanel } from './prune.js';

export class Upkeep {
  #panels = [new ExportPanel(), new ImportPanel(), new CompactPanel(), new PrunePanel()];

  constructor(outlet) {
    outlet.append(
      el('h1', { class: 'visually-hidden' }, 'Upkeep'),
      el('div', { class: 'upkeep' }, ...this.#panels.map((panel) => panel.element)),
    );
  }

  update() {}

  close() {
    for (const panel of this.#panels) panel.close();
  }
}
