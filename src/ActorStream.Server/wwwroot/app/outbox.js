// Prompts on their way. A prompt and its Idempotency-Key are kept in this tab's storage until the
// server has answered, so a lost answer, or a reload in between, is met by sending the same request
// again: the server starts one turn for one key.

import { submitPrompt } from './api.js';
import { delayMs, pause } from './retry.js';
import { session } from './storage.js';

const key = (id) => `outbox:${id}`;

export class Outbox {
  #active = new Map();
  #handlers;

  /** handlers: onChange(id), onAccepted(id, turnId), onRefused(id, body, problem) */
  constructor(handlers) {
    this.#handlers = handlers;
  }

  /** The prompt on its way in this conversation, `{ body, problem }`, or null. */
  pending(id) {
    return this.#active.get(id) ?? null;
  }

  send(id, body) {
    const stored = { idempotencyKey: newKey(), body };
    session.set(key(id), stored);
    this.#deliver(id, stored);
  }

  /** Takes up what a reload cut off. */
  resume(id) {
    if (this.#active.has(id)) return;
    const stored = session.get(key(id));
    if (stored !== null) this.#deliver(id, stored);
  }

  /** Gives up waiting; returns the prompt. */
  cancel(id) {
    const record = this.#active.get(id);
    if (record === undefined) return '';
    record.abort.abort();
    this.#forget(id);
    this.#handlers.onChange(id);
    return record.body.prompt;
  }

  async #deliver(id, { idempotencyKey, body }) {
    const record = { body, problem: null, abort: new AbortController() };
    this.#active.set(id, record);
    this.#handlers.onChange(id);
    for (let attempt = 0; !record.abort.signal.aborted; attempt++) {
      try {
        const { turnId } = await submitPrompt(id, body, idempotencyKey);
        if (record.abort.signal.aborted) return;
        this.#forget(id);
        this.#handlers.onAccepted(id, turnId);
        return;
      } catch (problem) {
        if (record.abort.signal.aborted) return;
        if (!problem.isTransient) {
          this.#forget(id);
          this.#handlers.onChange(id);
          this.#handlers.onRefused(id, body, problem);
          return;
        }
        record.problem = problem;
        this.#handlers.onChange(id);
        await pause(delayMs(attempt, problem.retryAfterSeconds), record.abort.signal);
      }
    }
  }

  #forget(id) {
    this.#active.delete(id);
    session.set(key(id), null);
  }
}

// crypto.randomUUID exists on https and localhost only; getRandomValues is everywhere.
function newKey() {
  if (crypto.randomUUID !== undefined) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
