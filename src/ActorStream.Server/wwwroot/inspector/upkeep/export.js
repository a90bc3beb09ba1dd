// The whole journal as a file.

import { exportAll } from '../core/admin-api.js';
import { saveFile } from '../core/files.js';
import { bytes } from '../core/figures.js';
import { Order } from './order.js';

export class ExportPanel {
  #order = new Order({
    name: 'export-all',
    title: 'Export',
    label: 'Download',
    about: 'Every conversation as JSON Lines. The file holds what people wrote.',
    run: async (signal) => {
      const blob = await (await exportAll(signal)).blob();
      saveFile(blob, 'journal.jsonl');
      return `Exported ${bytes(blob.size)} of JSON Lines.`;
    },
  });
  element = this.#order.element;

  close() {
    this.#order.close();
  }
}
