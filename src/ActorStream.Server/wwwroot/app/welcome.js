// What stands in the middle while there are no turns: a welcome, or that a conversation is gone.

import { byId } from './dom.js';

export function startWelcome(onSuggestion) {
  for (const button of document.querySelectorAll('[data-suggestion]')) {
    button.addEventListener('click', () => onSuggestion(button.dataset.suggestion));
  }
  return {
    /** 'welcome', 'gone', 'loading' or 'turns' */
    show(what) {
      byId('welcome').hidden = what !== 'welcome';
      byId('gone').hidden = what !== 'gone';
      byId('loading').hidden = what !== 'loading';
      byId('composer').hidden = what === 'gone';
      byId('transcript').hidden = what !== 'turns';
    },
  };
}
