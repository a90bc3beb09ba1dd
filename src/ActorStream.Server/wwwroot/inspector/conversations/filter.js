// What the list is narrowed to. The address holds it, so a filter can be kept and sent.

import { el } from '/app/dom.js';

const TYPING_MS = 300;

const choice = (name, label, options) => ({ name, label, options });
const CHOICES = [
  choice('state', 'State', [
    ['', 'Any state'],
    ['running', 'Running'],
    ['idle', 'Idle'],
    ['deleted', 'Erased'],
  ]),
  choice('age', 'Last activity', [
    ['', 'Any time'],
    ['newer-1h', 'In the last hour'],
    ['newer-24h', 'In the last day'],
    ['newer-7d', 'In the last week'],
    ['older-24h', 'Over a day ago'],
    ['older-7d', 'Over a week ago'],
    ['older-30d', 'Over 30 days ago'],
  ]),
  choice('size', 'Size', [
    ['', 'Any size'],
    ['events-100', '100 events and more'],
    ['events-1000', '1,000 events and more'],
    ['events-10000', '10,000 events and more'],
    ['bytes-1048576', '1 MiB and more'],
    ['bytes-10485760', '10 MiB and more'],
  ]),
];
const MEMBERS = ['text', 'tenant', 'state', 'age', 'size', 'deep'];

export class Filter {
  #onChange;
  #timer = 0;
  #fields = new Map();
  #clear = el('button', { type: 'button', class: 'small-button' }, 'Clear');
  element;

  constructor(onChange) {
    this.#onChange = onChange;
    const text = this.#typed('text', 'Text', 'Search titles and first prompts', 'search');
    const tenant = this.#typed('tenant', 'Tenant', 'Tenant', 'text');
    const deep = el('input', { type: 'checkbox', name: 'deep', 'data-testid': 'filter-deep' });
    this.#fields.set('deep', deep);
    this.element = el(
      'form',
      { class: 'filter', role: 'search', 'aria-label': 'Filter', 'data-testid': 'filter' },
      text,
      el('label', { class: 'check', title: 'Slow on a large journal' }, deep, 'also in answers'),
      tenant,
      ...CHOICES.map((one) => this.#select(one)),
      this.#clear,
    );
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#changed();
    });
    this.element.addEventListener('change', () => this.#changed());
    this.element.addEventListener('input', (event) => {
      if (!['search', 'text'].includes(event.target.type)) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#changed(), TYPING_MS);
    });
    this.#clear.addEventListener('click', () => {
      this.show(new URLSearchParams());
      this.#changed();
      this.focus();
    });
  }

  focus() {
    this.#fields.get('text').focus();
  }

  /** Fills the fields from the address; a field that is being typed into stays as it is. */
  show(query) {
    for (const [name, field] of this.#fields) {
      const value = query.get(name) ?? '';
      if (field.type === 'checkbox') field.checked = value === 'true';
      else if (field !== document.activeElement || value === '') field.value = value;
    }
    this.#clear.hidden = !MEMBERS.some((name) => query.has(name));
  }

  close() {
    clearTimeout(this.#timer);
  }

  #changed() {
    clearTimeout(this.#timer);
    const query = {};
    for (const [name, field] of this.#fields) {
      const value = field.type === 'checkbox' ? field.checked && 'true' : field.value.trim();
      if (value) query[name] = value;
    }
    this.#onChange(query);
  }

  #typed(name, label, placeholder, type) {
    const input = el('input', {
      class: 'input',
      type,
      name,
      placeholder,
      'aria-label': label,
      autocomplete: 'off',
      spellcheck: 'false',
      'data-testid': `filter-${name}`,
    });
    this.#fields.set(name, input);
    return input;
  }

  #select({ name, label, options }) {
    const select = el(
      'select',
      { class: 'input', name, 'aria-label': label, 'data-testid': `filter-${name}` },
      ...options.map(([value, text]) => el('option', { value }, text)),
    );
    this.#fields.set(name, select);
    return select;
  }
}

/** What the server is asked for, of what the address says. */
export function requestOf(query) {
  const request = {};
  for (const name of ['state', 'tenant', 'text', 'deep', 'before']) {
    if (query.get(name)) request[name] = query.get(name);
  }
  if (request.text === undefined) delete request.deep;
  const [age, time] = (query.get('age') ?? '').split('-');
  if (time) request[age === 'older' ? 'olderThan' : 'newerThan'] = time;
  const [unit, least] = (query.get('size') ?? '').split('-');
  if (least) request[unit === 'bytes' ? 'minBytes' : 'minEvents'] = least;
  return request;
}
