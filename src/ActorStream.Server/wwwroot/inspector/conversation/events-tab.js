// Every stored row of the conversation: a list that follows what is written, and the row that is
// looked at beside it.

import { el, setText } from '/app/dom.js';
import { FollowScroll } from '/app/follow-scroll.js';
import { button } from '../core/parts.js';
import { conversationHref, noteAddress } from '../core/routes.js';
import { isDamaged, rowLine } from './row-view.js';
import { rowDetail } from './row-detail.js';
import { MAX_ROWS, VirtualList } from './virtual-list.js';

const ROW_PX = 26; // as .row in events.css

export class EventsTab {
  #context;
  #selected = null;
  #sizer = el('div', { class: 'rows-sizer' });
  #scroller = el(
    'div',
    {
      class: 'rows',
      role: 'listbox',
      tabindex: 0,
      'aria-label': 'Stored events',
      'data-testid': 'rows',
    },
    this.#sizer,
  );
  #jump = button('Jump to latest', null, {
    class: 'small-button jump',
    hidden: true,
    'data-testid': 'jump',
  });
  #detail = el('aside', {
    class: 'row-detail',
    'aria-label': 'The selected event',
    'data-testid': 'row-detail',
  });
  #count = el('span', { class: 'quiet', 'data-testid': 'row-count' });
  #damaged = button('Next damaged', () => this.#nextDamaged(), {
    hidden: true,
    'data-testid': 'next-damaged',
  });
  #number = el('input', {
    class: 'input',
    type: 'number',
    min: 1,
    placeholder: 'Number',
    'aria-label': 'Go to event number',
    'data-testid': 'go-to',
  });
  #list;
  #follow;
  #shownDetail = '';

  /** context: {id, rows, detail()} */
  constructor(outlet, context, query) {
    this.#context = context;
    const go = el(
      'form',
      { class: 'go-to' },
      this.#number,
      el('button', { class: 'small-button' }, 'Go'),
    );
    go.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#select(Number(this.#number.value), 'center');
      this.#scroller.focus({ preventScroll: true });
    });
    outlet.append(
      el(
        'div',
        { class: 'events-bar' },
        this.#count,
        el('span', { class: 'spacer' }),
        this.#damaged,
        go,
      ),
      el(
        'div',
        { class: 'events' },
        el('div', { class: 'rows-place' }, rowsHead(), this.#scroller, this.#jump),
        this.#detail,
      ),
    );
    this.#list = new VirtualList({
      scroller: this.#scroller,
      sizer: this.#sizer,
      rowHeight: ROW_PX,
      render: (index) => this.#row(index),
      onWindow: (from, to) => context.rows.want(this.#numberOf(from), this.#numberOf(to)),
    });
    this.#follow = new FollowScroll(this.#scroller, this.#jump);
    this.#scroller.addEventListener('click', (event) => this.#click(event));
    this.#scroller.addEventListener('keydown', (event) => this.#key(event));
    this.changed();
    this.update(query);
  }

  update(query) {
    const at = Number(query.get('at'));
    if (at > 0 && at !== this.#selected) this.#select(at, 'center');
    else if (this.#selected === null) this.#showDetail();
  }

  close() {
    this.#list.close();
  }

  /** Rows came, or the conversation's facts changed. */
  changed() {
    const { rows } = this.#context;
    this.#list.setCount(Math.min(rows.last, MAX_ROWS));
    this.#list.refresh();
    this.#follow.grown();
    setText(this.#count, `${rows.last.toLocaleString()} events`);
    this.#damaged.hidden = this.#context.detail().damage.length === 0;
    this.#number.max = rows.last;
    this.#showDetail();
  }

  get #first() {
    return Math.max(0, this.#context.rows.last - MAX_ROWS);
  }

  #numberOf(index) {
    return this.#first + index + 1;
  }

  #row(index) {
    const { rows } = this.#context;
    const sequenceNr = this.#numberOf(index);
    const erased = this.#context.detail().state === 'deleted';
    const line = rowLine(sequenceNr, rows.at(sequenceNr), rows.at(sequenceNr - 1), erased);
    line.setAttribute('aria-setsize', rows.last);
    line.setAttribute('aria-posinset', sequenceNr);
    line.setAttribute('aria-selected', String(sequenceNr === this.#selected));
    return line;
  }

  #select(sequenceNr, block = 'nearest') {
    const { rows, id } = this.#context;
    const to = Math.min(Math.max(1, Math.round(sequenceNr) || 1), Math.max(1, rows.last));
    this.#selected = to;
    const index = to - this.#first - 1;
    this.#list.pin(index);
    this.#list.reveal(index, block);
    this.#follow.letGo();
    rows.want(Math.max(1, to - 1), to);
    this.#scroller.setAttribute('aria-activedescendant', `row-${to}`);
    noteAddress(conversationHref(id, 'events', { at: to }));
    this.#showDetail();
  }

  #showDetail() {
    const { rows, id, detail } = this.#context;
    if (this.#selected === null) {
      if (this.#shownDetail === 'none') return;
      this.#shownDetail = 'none';
      this.#detail.replaceChildren(
        el('p', { class: 'quiet' }, 'Select an event to read its payload.'),
      );
      return;
    }
    const row = rows.at(this.#selected);
    const shown = `${this.#selected} ${row === undefined ? 'waits' : isDamaged(row)}`;
    if (shown === this.#shownDetail) return;
    this.#shownDetail = shown;
    this.#detail.replaceChildren(
      ...rowDetail(id, this.#selected, row, detail().state === 'deleted'),
    );
  }

  #nextDamaged() {
    const numbers = this.#context.detail().damage.map(({ sequenceNr }) => sequenceNr);
    const next = numbers.find((number) => number > (this.#selected ?? 0)) ?? numbers[0];
    this.#select(next, 'center');
  }

  #click(event) {
    const row = event.target.closest('[data-sequence-nr]');
    if (row !== null) this.#select(Number(row.dataset.sequenceNr));
  }

  #key(event) {
    const page = this.#list.rowsInView;
    const { last } = this.#context.rows;
    const steps = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -last,
      End: last,
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const from = this.#selected ?? this.#numberOf(Math.floor(this.#scroller.scrollTop / ROW_PX));
    this.#select(from + step);
  }
}

const rowsHead = () =>
  el(
    'div',
    { class: 'row rows-head', 'aria-hidden': 'true' },
    ...['Number', 'Written', 'After', 'Manifest', 'Content', 'Size'].map((name) =>
      el('span', {}, name),
    ),
  );
