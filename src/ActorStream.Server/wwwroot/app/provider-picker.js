// Which provider answers. Shown only where there is a choice; a demonstration is always called one.

import { listProviders } from './api.js';
import { byId, el } from './dom.js';
import { delayMs, pause } from './retry.js';
import { local } from './storage.js';

export class ProviderPicker {
  #providers = [];
  #provider = byId('provider');
  #model = byId('model');
  #length = byId('demo-length');
  #pace = byId('demo-pace');

  constructor() {
    this.#provider.addEventListener('change', () => {
      local.set('provider', this.#provider.value);
      this.#show();
    });
    for (const [name, select] of Object.entries({ length: this.#length, pace: this.#pace })) {
      const remembered = local.get(`demo-${name}`);
      if ([...select.options].some((option) => option.value === remembered)) {
        select.value = remembered;
      }
      select.addEventListener('change', () => local.set(`demo-${name}`, select.value));
    }
    this.#load();
  }

  /** The members of a prompt's body that say who answers, and how. */
  get choice() {
    const provider = this.#current();
    if (provider === undefined) return {}; // not known yet: the server's default
    const choice = { provider: provider.name };
    if (this.#model.value !== '' && !this.#model.hidden) choice.model = this.#model.value;
    if (provider.demonstration) {
      const options = {};
      if (this.#length.value !== '') options.chunks = Number(this.#length.value);
      if (this.#pace.value !== '') options.chunksPerSecond = Number(this.#pace.value);
      if (Object.keys(options).length > 0) choice.options = options;
    }
    return choice;
  }

  #current() {
    return this.#providers.find((provider) => provider.name === this.#provider.value);
  }

  async #load() {
    for (let attempt = 0; ; attempt++) {
      try {
        this.#providers = (await listProviders()).providers;
        break;
      } catch (problem) {
        if (!problem.isTransient) return;
        await pause(delayMs(attempt, problem.retryAfterSeconds));
      }
    }
    this.#provider.replaceChildren(
      ...this.#providers.map(({ name, title }) => el('option', { value: name }, title || name)),
    );
    const remembered = this.#providers.find(({ name }) => name === local.get('provider'));
    const first = remembered ?? this.#providers.find((p) => p.default) ?? this.#providers[0];
    if (first !== undefined) this.#provider.value = first.name;
    this.#show();
  }

  #show() {
    const provider = this.#current();
    byId('provider-field').hidden = this.#providers.length < 2;
    byId('demo-note').hidden = !provider?.demonstration;
    byId('demo-options').hidden = !provider?.demonstration;
    const models = provider?.models ?? [];
    byId('model-field').hidden = this.#model.hidden = models.length === 0;
    this.#model.replaceChildren(
      el('option', { value: '' }, 'Default model'),
      ...models.map((model) => el('option', { value: model }, model)),
    );
  }
}
