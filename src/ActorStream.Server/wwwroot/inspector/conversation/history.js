// The whole conversation in memory, so that it can be shown as it stood at any number: each turn's
// parts once, and for every chunk how long its part was after it.

import { damageText } from './row-view.js';

export class History {
  turns = [];
  #at = [NaN]; // of each event, in milliseconds; numbers start at 1
  #playAt = [0];
  #open = null;

  // Between two events nobody waits longer than this when it is played.
  static longestPauseMs = 2000;

  get last() {
    return this.#at.length - 1;
  }

  timeOf(sequenceNr) {
    return this.#at[sequenceNr];
  }

  /** When an event is due while it is played, long pauses cut short. */
  playTimeOf(sequenceNr) {
    return this.#playAt[sequenceNr];
  }

  /** The last event that is due at this time of play. */
  lastDueAt(playTime) {
    return lastAtMost(this.#playAt, playTime);
  }

  /** The next row; `null` stands for one that the journal lost, undefined for an erased one. */
  add(row) {
    const sequenceNr = this.last + 1;
    const before = this.#at[sequenceNr - 1];
    const at = !row ? before : Date.parse(row.createdAt);
    const pause = Math.min(History.longestPauseMs, Math.max(0, at - before) || 0);
    this.#at.push(at);
    this.#playAt.push(this.#playAt[sequenceNr - 1] + pause);
    if (row === undefined) return;
    if (row === null) this.#append(sequenceNr, 'damage', 'a row is missing here');
    else if (row.damage) this.#append(sequenceNr, 'damage', damageText(row.damage));
    else if (row.payload !== null) this.#apply(sequenceNr, row);
  }

  #apply(sequenceNr, { manifest, payload }) {
    const [kind] = manifest.split('.');
    if (kind === 'turn-started') this.#start(sequenceNr, payload);
    else if (kind === 'chunk')
      this.#append(sequenceNr, payload.kind ?? 'text', String(payload.text ?? ''));
    else if (kind.startsWith('turn-') && this.#open !== null) {
      this.#open.to = sequenceNr;
      this.#open.end = { ...payload, status: kind.slice('turn-'.length) };
      this.#open = null;
    }
  }

  #start(sequenceNr, payload) {
    this.#open = {
      ...turnAt(sequenceNr),
      turnId: payload.turnId,
      prompt: String(payload.prompt ?? ''),
    };
    this.turns.push(this.#open);
  }

  #append(sequenceNr, kind, text) {
    if (this.#open === null) {
      if (kind !== 'damage') return;
      // Damage between turns: it may have been a turn's start, so what follows belongs to it.
      this.#open = turnAt(sequenceNr);
      this.turns.push(this.#open);
    }
    const { parts } = this.#open;
    if (parts.at(-1)?.kind !== kind || kind === 'damage') {
      parts.push({ kind, text: '', numbers: [], lengths: [] });
    }
    const part = parts.at(-1);
    part.text += text;
    part.numbers.push(sequenceNr);
    part.lengths.push(part.text.length);
  }
}

const turnAt = (from) => ({ turnId: null, from, to: null, prompt: null, end: null, parts: [] });

/** What a part said when the conversation stood at this number; '' if it was not there yet. */
export function textAt({ text, numbers, lengths }, sequenceNr) {
  const index = lastAtMost(numbers, sequenceNr);
  return index < 0 ? '' : text.slice(0, lengths[index]);
}

/** The last index whose value is not above; -1 if all are. */
function lastAtMost(values, limit) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
