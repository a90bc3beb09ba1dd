// A prompt's way from the editor to a turn on the page: sent, on its way, arrived, or refused and
// back in the editor.

import { announce } from './announcer.js';
import { createConversation } from './api.js';
import { returnToDraft, writeDraft } from './drafts.js';
import { Outbox } from './outbox.js';

const TITLE_CHARACTERS = 80;

export class Prompts {
  #page;
  #composer;
  #transcript;
  #picker;
  #outbox = new Outbox({
    onChange: (id) => this.show(id),
    onAccepted: (id, turnId) => this.#accepted(id, turnId),
    onRefused: (id, body, problem) => this.#refused(id, body, problem),
  });
  #awaitedTurn = null; // accepted by the server, and not yet on the page

  /** page: { open, onNewConversation(transcript), onChange() } */
  constructor(page, { composer, transcript, picker }) {
    this.#page = page;
    this.#composer = composer;
    this.#transcript = transcript;
    this.#picker = picker;
  }

  async send(prompt, interrupt) {
    const choice = this.#picker.choice;
    const body = { prompt, ...choice, ...(interrupt ? { whileRunning: 'interrupt' } : {}) };
    const id = this.#page.open?.id ?? (await this.#create(prompt));
    if (id === null) return;
    writeDraft(id, '');
    this.#composer.reloadDraft();
    this.#outbox.send(id, body);
  }

  /** Takes up what a reload cut off. */
  resume(id) {
    this.#outbox.resume(id);
    this.show(id);
  }

  /** Shows the prompt that is on its way in the open conversation. */
  show(id) {
    if (this.#page.open?.id !== id) return;
    const pending = this.#outbox.pending(id);
    this.#awaitedTurn = null;
    this.#transcript.showPending(pending, () => {
      returnToDraft(id, this.#outbox.cancel(id));
      this.#composer.reloadDraft();
      this.#composer.focus();
    });
    this.#composer.setState({ busy: pending !== null });
    this.#page.onChange();
  }

  /** Call when turns changed: the turn may come before the answer to its POST, or after it. */
  turnsChanged() {
    if (this.#hasArrived()) this.#transcript.showPending(null);
  }

  #hasArrived() {
    if (this.#awaitedTurn !== null) return this.#transcript.has(this.#awaitedTurn);
    const { id, openTurnId } = this.#page.open;
    const prompt = this.#outbox.pending(id)?.body.prompt;
    return prompt !== undefined && this.#transcript.turn(openTurnId)?.prompt === prompt;
  }

  async #create(prompt) {
    this.#composer.setState({ busy: true });
    try {
      const title = titleFrom(prompt);
      const created = await createConversation(title);
      writeDraft(null, '');
      this.#page.onNewConversation({ ...created, title, turns: [], openTurnId: null });
      return created.conversationId;
    } catch (problem) {
      this.#composer.showProblem(problem, this.#again('Try again', false));
      return null;
    } finally {
      this.#composer.setState({ busy: false });
    }
  }

  #accepted(id, turnId) {
    if (this.#page.open?.id !== id) return;
    this.#awaitedTurn = turnId;
    this.#composer.setState({ busy: false });
    if (this.#transcript.has(turnId)) this.#transcript.showPending(null);
    announce('Your prompt was sent. The answer is being written.');
  }

  #refused(id, body, problem) {
    returnToDraft(id, body.prompt);
    if (this.#page.open?.id !== id) return;
    this.#composer.reloadDraft();
    this.#composer.showProblem(
      problem,
      problem.is('turn-running')
        ? this.#again('Stop it and send this', true)
        : this.#again('Try again', false),
    );
  }

  #again(label, interrupt) {
    return { label, run: () => this.#composer.sendNow(interrupt) };
  }
}

function titleFrom(prompt) {
  const line = prompt.trim().split('\n', 1)[0].trim();
  const characters = Array.from(line);
  if (characters.length <= TITLE_CHARACTERS) return line;
  return `${characters.slice(0, TITLE_CHARACTERS - 1).join('').trimEnd()}…`;
}
