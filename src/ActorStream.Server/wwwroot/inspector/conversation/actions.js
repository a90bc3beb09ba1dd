// What an operator can do to one conversation. Each asks first; healing shows what it would do.

import { el } from '/app/dom.js';
import { erase, exportOf, stopTurn, takeSnapshot } from '../core/admin-api.js';
import { confirmAction } from '../core/dialogs.js';
import { bytes, plural } from '../core/figures.js';
import { saveFile } from '../core/files.js';
import { button, hide, setBusy } from '../core/parts.js';
import { checksHref } from '../core/routes.js';
import { titleOf, visible } from '../core/visible.js';
import { askAndHeal } from './healing.js';

const TYPED = 4;

export class Actions {
  #context;
  #handlers;
  #stop = this.#button('Stop', 'stop', () => this.#stopTurn());
  #heal = this.#button('Heal', 'heal', () => this.#healIt());
  #snapshot = this.#button('Snapshot', 'snapshot', () => this.#takeSnapshot());
  #export = this.#button('Export', 'export', () => this.#download());
  #erase = this.#button('Erase', 'erase', () => this.#eraseIt());
  #note = el('p', { class: 'outcome', role: 'status', tabindex: -1, 'data-testid': 'outcome' });
  element;

  /** context: {id, detail()}; handlers: onChanged(), onHealed(), onErased() */
  constructor(context, handlers) {
    this.#context = context;
    this.#handlers = handlers;
    this.#stop.classList.add('is-stop');
    this.#erase.classList.add('is-danger');
    const verify = el(
      'a',
      { class: 'small-button', href: checksHref({ conversation: context.id }) },
      'Verify',
    );
    this.element = el(
      'div',
      { class: 'actions', role: 'group', 'aria-label': 'Actions' },
      this.#stop,
      verify,
      this.#heal,
      this.#snapshot,
      this.#export,
      this.#erase,
      this.#note,
    );
  }

  update() {
    const { openTurnId, state } = this.#context.detail();
    hide(this.#stop, openTurnId === null, this.#note);
    this.#snapshot.disabled = openTurnId !== null;
    this.#snapshot.title = openTurnId === null ? '' : 'Snapshots are taken between turns';
    for (const one of [this.#heal, this.#snapshot, this.#erase]) hide(one, state === 'deleted', this.#note);
  }

  #button(label, testid, run) {
    const one = button(label, () => this.#run(one, run), { 'data-testid': testid });
    return one;
  }

  async #run(one, run) {
    setBusy(one, true);
    this.#say('');
    try {
      await run();
    } catch (problem) {
      const { title, detail } = problem;
      this.#say(title ? [title, detail].filter(Boolean).join('. ') : String(problem), 'failed');
    } finally {
      setBusy(one, false);
      this.update();
    }
  }

  #say(text, tone = 'done') {
    this.#note.textContent = visible(text);
    this.#note.dataset.tone = tone;
  }

  async #stopTurn() {
    const { openTurnId } = this.#context.detail();
    const confirmed = await confirmAction({
      title: `Stop ${openTurnId}?`,
      body: [
        el(
          'p',
          {},
          'What has been written is kept, and every viewer sees that it was stopped. Nothing starts it again.',
        ),
      ],
      confirm: 'Stop the turn',
      testid: 'stop-dialog',
    });
    if (!confirmed) return;
    const { turnId, status } = await stopTurn(this.#context.id);
    this.#say(`${turnId} is ${status}.`);
    this.#handlers.onChanged();
  }

  async #healIt() {
    const { said, tone, healed } = await askAndHeal(this.#context.id);
    this.#say(said, tone);
    if (healed) this.#handlers.onHealed();
  }

  async #takeSnapshot() {
    const { sequenceNr } = await takeSnapshot(this.#context.id);
    this.#say(`Snapshot taken at event ${sequenceNr.toLocaleString()}.`);
    this.#handlers.onChanged();
  }

  async #download() {
    const response = await exportOf(this.#context.id);
    const blob = await response.blob();
    saveFile(blob, `${this.#context.id}.jsonl`);
    this.#say(`Exported ${bytes(blob.size)} of JSON Lines.`);
  }

  async #eraseIt() {
    const detail = this.#context.detail();
    const confirmed = await confirmAction({
      title: 'Erase this conversation?',
      body: [
        el('p', { class: 'dialog-subject' }, el('bdi', {}, titleOf(detail))),
        el(
          'p',
          {},
          `${plural(detail.events, 'event')} go for good, from the database, its log and its snapshots. An answer that is being written is stopped. There is no way back.`,
        ),
      ],
      confirm: 'Erase',
      needs: this.#context.id.slice(0, TYPED),
      danger: true,
      testid: 'erase-dialog',
    });
    if (!confirmed) return;
    await erase(this.#context.id);
    this.#handlers.onErased();
  }
}
