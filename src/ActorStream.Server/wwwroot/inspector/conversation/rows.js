// The stored rows of one conversation, a page at a time and only those that are looked at, plus
// what is written meanwhile. Sequence numbers have no gaps, so a number is a place.

import { getRows } from '../core/admin-api.js';

const PAGE = 200;
// 50,000 rows; what was looked at longest ago is forgotten first.
const MAX_PAGES = 250;
const MAX_LOADING = 2;
const RETRY_MS = 1500;

export class Rows {
  #id;
  #pages = new Map();
  #wanted = [];
  #loading = 0;
  #retry = 0;
  #abort = new AbortController();
  #onChange;

  /** onChange() after rows came or the end moved. */
  constructor(id, last, onChange) {
    this.#id = id;
    this.last = last;
    this.#onChange = onChange;
  }

  close() {
    this.#abort.abort();
    clearTimeout(this.#retry);
  }

  /** A row; undefined while it is not known; null where the journal has none. */
  at(sequenceNr) {
    const page = this.#pages.get(pageOf(sequenceNr));
    const row = page?.rows.get(sequenceNr);
    if (row !== undefined) return row;
    return page?.loaded && sequenceNr <= this.last ? null : undefined;
  }

  /** Loads what is missing of these; an earlier wish that is not under way is dropped. */
  want(from, to) {
    this.#wanted = [];
    for (let page = pageOf(from); page <= pageOf(Math.max(from, to)); page++) {
      const known = this.#page(page);
      if (!known.loaded && !known.loading) this.#wanted.push(page);
    }
    this.#forget();
    this.#pump();
  }

  /** A row that was written a moment ago. */
  add(row) {
    this.#page(pageOf(row.sequenceNr)).rows.set(row.sequenceNr, row);
    this.last = Math.max(this.last, row.sequenceNr);
    this.#onChange();
  }

  /** The end that the server told, if rows of it did not come by themselves. */
  reach(last) {
    if (last <= this.last) return;
    // What lies between has to be read, also where the page was whole before.
    this.#page(pageOf(this.last + 1)).loaded = false;
    this.last = last;
    this.#onChange();
  }

  /** Lets go of every row that was read. */
  forget() {
    this.#pages.clear();
    this.#onChange();
  }

  #page(index) {
    const page = this.#pages.get(index) ?? { rows: new Map(), loaded: false, loading: false };
    this.#pages.delete(index); // to the end: used last
    this.#pages.set(index, page);
    return page;
  }

  #forget() {
    for (const [index, page] of this.#pages) {
      if (this.#pages.size <= MAX_PAGES) return;
      if (!page.loading) this.#pages.delete(index);
    }
  }

  #pump() {
    while (this.#loading < MAX_LOADING && this.#wanted.length > 0) this.#load(this.#wanted.shift());
  }

  async #load(index) {
    const page = this.#page(index);
    page.loading = true;
    this.#loading++;
    try {
      const { signal } = this.#abort;
      const { events } = await getRows(this.#id, index * PAGE + 1, PAGE, { signal });
      for (const row of events) {
        if (pageOf(row.sequenceNr) === index) page.rows.set(row.sequenceNr, row);
      }
      page.loaded = true;
    } catch {
      if (this.#abort.signal.aborted) return;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#onChange(), RETRY_MS); // who looks asks again
      return;
    } finally {
      page.loading = false;
      this.#loading--;
    }
    this.#onChange();
    this.#pump();
  }
}

const pageOf = (sequenceNr) => Math.floor((sequenceNr - 1) / PAGE);
