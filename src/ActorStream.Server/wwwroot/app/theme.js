// Light or dark: the system's choice until the reader makes one.

import { local } from './storage.js';

const dark = matchMedia('(prefers-color-scheme: dark)');

const current = () => document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light');

export function startTheme(button) {
  const show = () => {
    const next = current() === 'dark' ? 'light' : 'dark';
    button.setAttribute('aria-label', `Use the ${next} theme`);
    button.title = `Use the ${next} theme`;
    button.dataset.shows = current();
  };
  button.addEventListener('click', () => {
    const next = current() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    local.set('theme', next);
    show();
  });
  dark.addEventListener('change', show);
  show();
}
