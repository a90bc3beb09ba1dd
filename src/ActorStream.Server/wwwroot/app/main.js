// The page as a table of contents: who there is, and who tells whom.

import { announce } from './announcer.js';
import { deleteConversation } from './api.js';
import { Composer } from './composer.js';
import { ConnectionStatus } from './connection-status.js';
import { ConversationList } from './conversation-list.js';
import { startCopyCode } from './copy-code.js';
import { confirmDelete } from './delete-dialog.js';
import { byId, setText } from './dom.js';
import { startDrawer } from './drawer.js';
import { FollowScroll } from './follow-scroll.js';
import { OpenConversation } from './open-conversation.js';
import { Prompts } from './prompts.js';
import { ProviderPicker } from './provider-picker.js';
import { startRouter } from './router.js';
import { stopOpenTurn } from './stopping.js';
import { startTheme } from './theme.js';
import { Transcript } from './transcript.js';
import { endAnnouncement } from './turn-ends.js';
import { startWelcome } from './welcome.js';

let known = null; // the transcript of a conversation that this page made a moment ago
let title = '';

const page = {
  open: null, // the OpenConversation on the page
  onNewConversation(transcriptSoFar) {
    known = transcriptSoFar;
    router.replace(transcriptSoFar.conversationId);
  },
  onChange: showTurnsOrWelcome,
};
const connection = new ConnectionStatus();
const follow = new FollowScroll(byId('scroller'), byId('jump'));
const drawer = startDrawer();
const welcome = startWelcome((prompt) => composer.setText(prompt));
const transcript = new Transcript(byId('transcript'), follow, (prompt) => {
  if (composer.isEmpty) composer.setText(prompt);
  else composer.focus();
});
const composer = new Composer({
  onSend: (prompt, interrupt) => {
    prompts.send(prompt, interrupt);
    follow.toLatest();
  },
  onStop: stop,
});
const prompts = new Prompts(page, { composer, transcript, picker: new ProviderPicker() });
const list = new ConversationList({ onDelete: remove, onOpen: drawer.close });

startTheme(byId('theme'));
startCopyCode(byId('transcript'));
byId('skip').addEventListener('click', () => composer.focus());
byId('new-conversation').addEventListener('click', () => {
  drawer.close();
  if (location.hash !== '#/') router.go(null);
  composer.focusIfPointer();
});
const router = startRouter(show);

function show(id) {
  page.open?.close();
  page.open = null;
  transcript.clear();
  list.select(id);
  composer.show(id);
  composer.setState({ running: false, stopping: false, busy: false });
  setTitle(id === null ? 'New conversation' : list.titleOf(id));
  follow.toLatest();
  if (id === null) {
    connection.set('idle');
    welcome.show('welcome');
    composer.focusIfPointer();
    return;
  }
  welcome.show('loading');
  page.open = new OpenConversation(id, transcript, {
    onLoaded,
    onTurns: turnsChanged,
    onConnection: (state) => connection.set(state),
    onEnded: (turn) => announce(endAnnouncement(turn)),
    onGone: gone,
  });
  page.open.start(known?.conversationId === id ? known : null);
  known = null;
  prompts.resume(id);
}

function onLoaded(loadedTitle) {
  setTitle(loadedTitle || list.titleOf(page.open.id) || 'Untitled conversation');
  follow.toLatest();
}

function turnsChanged() {
  const running = page.open.openTurnId !== null;
  composer.setState({ running, ...(running ? {} : { stopping: false }) });
  connection.setRunning(running);
  prompts.turnsChanged();
  showTurnsOrWelcome();
  setTitle(title);
  list.refresh();
}

function showTurnsOrWelcome() {
  if (!page.open.isLoaded && transcript.isEmpty) return;
  welcome.show(transcript.isEmpty ? 'welcome' : 'turns');
}

function setTitle(text) {
  title = text ?? 'Conversation';
  setText(byId('title'), title);
  document.title = `${page.open?.openTurnId ? '● ' : ''}${title} · ActorStream`;
}

async function stop() {
  const conversation = page.open;
  composer.setState({ stopping: true });
  const problem = await stopOpenTurn(conversation);
  if (problem === null || page.open !== conversation) return;
  composer.setState({ stopping: false });
  composer.showProblem(problem);
}

async function remove({ conversationId: id, title: name }, button) {
  if (!(await confirmDelete(name))) {
    button.focus();
    return;
  }
  try {
    await deleteConversation(id);
  } catch (problem) {
    if (problem.status !== 404) {
      composer.showProblem(problem);
      return;
    }
  }
  list.remove(id);
  announce('The conversation was deleted.');
  if (page.open?.id === id) router.replace(null);
  list.refresh();
}

function gone() {
  page.open = null;
  connection.set('idle');
  setTitle('Not found');
  welcome.show('gone');
  list.refresh();
}
