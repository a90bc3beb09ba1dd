// On a narrow screen the list of conversations is a drawer over the page. What is behind it, or in
// it while it is shut, can't be reached by keyboard either.

import { byId } from './dom.js';

const narrow = matchMedia('(max-width: 52rem)');

export function startDrawer() {
  const sidebar = byId('sidebar');
  const main = byId('main');
  const opener = byId('menu');
  let open = false;

  const show = () => {
    document.body.dataset.drawer = open && narrow.matches ? 'open' : 'shut';
    sidebar.inert = narrow.matches && !open;
    main.inert = narrow.matches && open;
    opener.setAttribute('aria-expanded', String(open));
  };
  const set = (value) => {
    if (open === value) return;
    open = value;
    show();
    if (!narrow.matches) return;
    (open ? byId('menu-close') : opener).focus();
  };

  opener.addEventListener('click', () => set(true));
  byId('menu-close').addEventListener('click', () => set(false));
  byId('scrim').addEventListener('click', () => set(false));
  sidebar.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') set(false);
  });
  narrow.addEventListener('change', show);
  show();
  return { close: () => set(false) };
}
