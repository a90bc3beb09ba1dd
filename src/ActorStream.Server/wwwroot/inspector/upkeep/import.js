// Conversations out of a file.

import { el } from '/app/dom.js';
import { importFile } from '../core/admin-api.js';
import { confirmAction } from '../core/dialogs.js';
import { bytes, plural } from '../core/figures.js';
import { visible } from '../core/visible.js';
import { Order } from './order.js';

const MAX_LISTED = 100;

export class ImportPanel {
  #file = el('input', {
    type: 'file',
    class: 'input',
    accept: '.jsonl,.ndjson',
    'aria-label': 'An export',
    'data-testid': 'import-file',
  });
  #refusals = el('ul', { class: 'refusals', 'data-testid': 'refusals' });
  #order = new Order({
    name: 'import',
    title: 'Import',
    label: 'Import',
    about: 'Each conversation comes whole or not at all; those that are here are refused.',
    body: [this.#file, this.#refusals],
    run: (signal) => this.#import(signal),
  });
  element = this.#order.element;

  close() {
    this.#order.close();
  }

  async #import(signal) {
    const [file] = this.#file.files;
    this.#refusals.replaceChildren();
    if (file === undefined) return 'Choose a file first.';
    const confirmed = await confirmAction({
      title: 'Import this file?',
      body: [
        el('p', { class: 'dialog-subject' }, el('bdi', {}, visible(file.name))),
        el('p', {}, `${bytes(file.size)}. What is in it can be seen by everybody at once.`),
      ],
      confirm: 'Import',
      testid: 'import-dialog',
    });
    if (!confirmed) return 'Nothing was imported.';
    const { imported, events, refused, refusals } = await importFile(file, signal);
    this.#refusals.replaceChildren(...refusals.slice(0, MAX_LISTED).map(refusal));
    const what = `${plural(imported, 'conversation')} with ${plural(events, 'event')} imported`;
    return refused === 0 ? `${what}.` : `${what}, ${refused.toLocaleString()} refused.`;
  }
}

const refusal = ({ conversationId, line, reason }) =>
  el(
    'li',
    {},
    conversationId === null ? null : el('code', {}, visible(conversationId)),
    ` Line ${line.toLocaleString()}: ${visible(reason)}`,
  );
