// Asks for the operator's key, and keeps only one that the server accepts.

import { el, setText } from '/app/dom.js';
import { getOverview } from './core/admin-api.js';
import { keepKey } from './core/key.js';

export class SignIn {
  #onSignedIn;
  #input = el('input', {
    id: 'key',
    class: 'input',
    type: 'password',
    autocomplete: 'off',
    spellcheck: 'false',
    required: true,
    'aria-describedby': 'key-hint key-problem',
    'data-testid': 'key',
  });
  #button = el('button', { class: 'primary-button', 'data-testid': 'sign-in' }, 'Sign in');
  #problem = el('p', {
    id: 'key-problem',
    class: 'key-problem',
    role: 'alert',
    'data-testid': 'key-problem',
  });

  constructor(outlet, { onSignedIn, message = '' }) {
    this.#onSignedIn = onSignedIn;
    const form = el(
      'form',
      { class: 'sign-in', 'data-testid': 'sign-in-form' },
      el('img', { src: '/favicon.svg', alt: '', width: 40, height: 40 }),
      el('h1', {}, 'Inspector'),
      el('label', { for: 'key' }, 'Operator’s key'),
      this.#input,
      this.#problem,
      this.#button,
      el(
        'p',
        { id: 'key-hint', class: 'hint' },
        'The value of ',
        el('code', {}, 'ACTORSTREAM_ADMIN_KEY'),
        ', or what is in ',
        el('code', {}, 'admin.key'),
        ' in the server’s data folder. It stays in this tab.',
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    outlet.replaceChildren(form);
    setText(this.#problem, message);
    this.#input.focus();
  }

  update() {}

  close() {}

  async #submit() {
    const key = this.#input.value.trim();
    if (key === '') return;
    if (!/^[\x21-\x7e]+$/.test(key))
      return this.#refuse('A key has only letters, digits and signs.');
    this.#button.disabled = true;
    setText(this.#problem, '');
    try {
      await getOverview({ key });
    } catch (problem) {
      this.#refuse(reasonOf(problem));
      return;
    } finally {
      this.#button.disabled = false;
    }
    keepKey(key);
    this.#onSignedIn();
  }

  #refuse(reason) {
    setText(this.#problem, reason);
    this.#input.focus();
    this.#input.select();
  }
}

function reasonOf(problem) {
  if (problem.status === 401) return 'That is not this server’s key.';
  if (problem.status === 429) {
    const seconds = problem.retryAfterSeconds;
    return `Too many wrong keys. Try again ${seconds === null ? 'in a minute' : `in ${seconds} s`}.`;
  }
  return `${problem.title}. ${problem.detail}`.trim();
}
