// Where prompts are written. Text leaves the field only when it is safely on its way, and comes
// back if the server refuses it.

import { byId, setText } from './dom.js';
import { readDraft, writeDraft } from './drafts.js';
import { formatNumber } from './format.js';

const MAX_BYTES = 131_072;
const COUNT_FROM = 100_000;
const encoder = new TextEncoder();
const touch = matchMedia('(hover: none) and (pointer: coarse)');

export class Composer {
  #id = null;
  #state = { running: false, stopping: false, busy: false };
  #handlers;
  #form = byId('composer');
  #input = byId('composer-input');
  #send = byId('send');
  #stop = byId('stop');
  #hint = byId('composer-hint');
  #problem = byId('composer-problem');
  #retry = byId('composer-problem-action');

  /** handlers: onSend(prompt, interrupt), onStop() */
  constructor(handlers) {
    this.#handlers = handlers;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(this.#state.running);
    });
    this.#input.addEventListener('input', () => this.#typed());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#stop.addEventListener('click', () => this.#handlers.onStop());
    byId('composer-problem-close').addEventListener('click', () => {
      this.clearProblem();
      this.focus();
    });
    addEventListener('resize', () => this.#fit());
  }

  /** Turns to a conversation: its draft, and no old problem. */
  show(id) {
    this.#id = id;
    this.clearProblem();
    this.reloadDraft();
  }

  reloadDraft() {
    this.#input.value = readDraft(this.#id);
    this.#fit();
    this.#update();
  }

  setText(text) {
    this.#input.value = text;
    this.#typed();
    this.focus();
  }

  get isEmpty() {
    return this.#input.value.trim() === '';
  }

  focus() {
    this.#input.focus();
    this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
  }

  /** Focus where it brings up no on-screen keyboard. */
  focusIfPointer() {
    if (!touch.matches) this.focus();
  }

  setState(state) {
    const wasRunning = this.#state.running;
    const stopHadFocus = document.activeElement === this.#stop;
    Object.assign(this.#state, state);
    this.#update();
    if (wasRunning && !this.#state.running && stopHadFocus) this.focus();
  }

  showProblem(problem, action = null) {
    setText(byId('composer-problem-title'), problem.title);
    setText(byId('composer-problem-detail'), problem.detail);
    this.#retry.hidden = action === null;
    if (action !== null) {
      this.#retry.textContent = action.label;
      this.#retry.onclick = () => {
        this.clearProblem();
        action.run();
      };
    }
    this.#problem.hidden = false;
  }

  clearProblem() {
    this.#problem.hidden = true;
  }

  /** Sends what is in the field; the field empties when it is accepted for sending. */
  sendNow(interrupt) {
    this.#submit(interrupt);
  }

  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    const modified = event.ctrlKey || event.metaKey;
    if (touch.matches && !modified) return; // there, Enter is the only way to a new line
    event.preventDefault();
    if (this.#state.running && !modified) this.#hint.dataset.insist = 'true';
    else this.#submit(this.#state.running);
  }

  #submit(interrupt) {
    const prompt = this.#input.value;
    if (prompt.trim() === '' || this.#state.busy || byteLength(prompt) > MAX_BYTES) return;
    this.clearProblem();
    this.#handlers.onSend(prompt, interrupt);
  }

  #typed() {
    writeDraft(this.#id, this.#input.value);
    this.#fit();
    this.#update();
  }

  #fit() {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${this.#input.scrollHeight}px`;
  }

  #update() {
    const { running, stopping, busy } = this.#state;
    const bytes = byteLength(this.#input.value);
    const tooLong = bytes > MAX_BYTES;
    this.#stop.hidden = !running;
    this.#stop.disabled = stopping;
    setText(byId('stop-label'), stopping ? 'Stopping…' : 'Stop');
    this.#send.hidden = running && this.isEmpty;
    this.#send.disabled = this.isEmpty || busy || tooLong;
    const sendLabel = running ? 'Stop the answer and send' : 'Send';
    this.#send.setAttribute('aria-label', sendLabel);
    this.#send.title = sendLabel;
    if (!running || this.isEmpty) delete this.#hint.dataset.insist;
    this.#hint.dataset.tone = tooLong ? 'error' : '';
    setText(this.#hint, this.#hintText(bytes, running));
  }

  #hintText(bytes, running) {
    if (bytes > COUNT_FROM) return `${formatNumber(bytes)} of ${formatNumber(MAX_BYTES)} bytes`;
    if (running && !this.isEmpty) {
      return 'An answer is being written. Ctrl+Enter stops it and sends this.';
    }
    return touch.matches ? '' : 'Enter sends, Shift+Enter makes a new line';
  }
}

function byteLength(text) {
  return text.length < COUNT_FROM / 3 ? text.length : encoder.encode(text).length;
}
