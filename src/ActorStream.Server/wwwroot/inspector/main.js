// Brings the inspector up: the key first, then the page that the address names.

import { byId, el } from '/app/dom.js';
import { startTheme } from '/app/theme.js';
import { Checks } from './checks/checks.js';
import { Conversation } from './conversation/conversation.js';
import { Conversations } from './conversations/conversations.js';
import { onKeyRefused } from './core/admin-api.js';
import { resetConnection } from './core/connection.js';
import { currentKey, forgetKey } from './core/key.js';
import { empty } from './core/parts.js';
import { currentRoute } from './core/routes.js';
import { JournalTail } from './journal/journal.js';
import { Overview } from './overview/overview.js';
import { SignIn } from './sign-in.js';
import { Upkeep } from './upkeep/upkeep.js';

const PAGES = {
  overview: Overview,
  conversations: Conversations,
  conversation: Conversation,
  journal: JournalTail,
  checks: Checks,
  upkeep: Upkeep,
};
const TITLES = {
  overview: 'Overview',
  conversations: 'Conversations',
  journal: 'Journal',
  checks: 'Checks',
  upkeep: 'Upkeep',
};

const outlet = byId('main');
let page = null;
let shown = null;

class Missing {
  constructor(place) {
    place.replaceChildren(
      el('h1', { class: 'visually-hidden' }, 'Not found'),
      empty('There is nothing at this address', 'It may not be complete.'),
    );
  }

  update() {}

  close() {}
}

function route() {
  if (currentKey() === null) return;
  const next = currentRoute();
  const name = `${next.page}/${next.id ?? ''}`;
  showNav(next);
  if (shown === name) {
    page.update(next);
    return;
  }
  const first = shown === null;
  page?.close();
  resetConnection();
  shown = name;
  outlet.replaceChildren();
  page = new (PAGES[next.page] ?? Missing)(outlet, next);
  if (!first) outlet.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function showNav(next) {
  const current = next.page === 'conversation' ? 'conversations' : next.page;
  for (const link of byId('nav').children) {
    if (link.dataset.page === current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (TITLES[next.page] !== undefined) document.title = `${TITLES[next.page]} · Inspector`;
}

function askForKey(message = '') {
  page?.close();
  shown = null;
  resetConnection();
  setSignedIn(false);
  document.title = 'Inspector · ActorStream';
  page = new SignIn(outlet, { message, onSignedIn: start });
}

function setSignedIn(value) {
  byId('nav').hidden = !value;
  byId('sign-out').hidden = !value;
}

function start() {
  page?.close();
  page = null;
  shown = null;
  setSignedIn(true);
  route();
}

onKeyRefused(() => {
  forgetKey();
  askForKey('The server no longer accepts the key. Sign in again.');
});
byId('sign-out').addEventListener('click', () => {
  forgetKey();
  askForKey();
});
byId('skip').addEventListener('click', (event) => {
  event.preventDefault(); // the address is ours
  outlet.focus();
});
addEventListener('hashchange', route);
startTheme(byId('theme'));
if (currentKey() === null) askForKey();
else start();
