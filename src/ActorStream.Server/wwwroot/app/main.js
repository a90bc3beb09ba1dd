// The page as a table of contents: who there is, and who tells whom.

import { announce } from './announcer.js';
import { createConversation, deleteConversation, stopTurn } from './api.js';
import { Composer } from './composer.js';
import { ConnectionStatus } from './connection-status.js';
import { ConversationList } from './conversation-list.js';
import { startCopyCode } from './copy-code.js';
import { confirmDelete } from './delete-dialog.js';
import { byId, setText } from './dom.js';
import { returnToDraft, writeDraft } from './drafts.js';
import { startDrawer } from './drawer.js';
import { FollowScroll } from './follow-scroll.js';
import { OpenConversation } from './open-conversation.js';
import { Outbox } from './outbox.js';
import { ProviderPicker } from './provider-picker.js';
import { delayMs, pause } from './retry.js';
import { startRouter } from './router.js';
import { startTheme } from './theme.js';
import { Transcript } from './transcript.js';
import { endAnnouncement } from './turn-ends.js';
import { startWelcome } from './welcome.js';

const TITLE_CHARACTERS = 80;

let open = null; // the OpenConversation on the page
let known = null; // the transcript of a conversation made by this page a moment ago
let title = null;
let awaitedTurn = null; // accepted by the server, and not yet on the page

const connection = new ConnectionStatus();
const follow = new FollowScroll(byId('scroller'), byId('jump'));
const picker = new ProviderPicker();
const drawer = startDrawer();
const welcome = startWelcome((prompt) => composer.setText(prompt));
const transcript = new Transcript(byId('transcript'), follow, (prompt) => {
  if (composer.isEmpty) composer.setText(prompt);
  else composer.focus();
});
const composer = new Composer({ onSend: send, onStop: stop });
const outbox = new Outbox({ onChange: showPending, onAccepted: accepted, onRefused: refused });
const list = new ConversationList({ onDelete: remove, onOpen: () => drawer.close() });

startTheme(byId('theme'));
startCopyCode(byId('transcript'));
byId('skip').addEventListener('click', () => composer.focus());
byId('new-conversation').addEventListener('click', () => {
  drawer.close();
  if (open !== null) router.go(null);
  composer.focusIfPointer();
});
const router = startRouter(show);

function show(id) {
  open?.close();
  open = null;
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
  const first = known?.conversationId === id ? known : null;
  known = null;
  open = new OpenConversation(
    id,
    transcript,
    {
      onLoaded: (loadedTitle) => {
        setTitle(loadedTitle || list.titleOf(id) || 'Untitled conversation');
        showTurnsOrWelcome();
        follow.toLatest();
      },
      onTurns: turnsChanged,
      onConnection: (state) => connection.set(state),
      onEnded: (turn) => announce(endAnnouncement(turn)),
      onGone: gone,
    },
    first,
  );
  outbox.resume(id);
  showPending(id);
}

function showTurnsOrWelcome() {
  welcome.show(transcript.isEmpty ? 'welcome' : 'turns');
}

function turnsChanged() {
  // Called while the OpenConversation is being made, too.
  queueMicrotask(() => {
    if (open === null) return;
    const running = open.openTurnId !== null;
    composer.setState({ running, ...(running ? {} : { stopping: false }) });
    connection.setRunning(running);
    if (hasArrived()) transcript.showPending(null);
    showTurnsOrWelcome();
    setTitle(title);
    list.refresh();
  });
}

function setTitle(text) {
  title = text ?? 'Conversation';
  setText(byId('title'), title);
  document.title = `${open?.openTurnId ? '● ' : ''}${title} · ActorStream`;
}

async function send(prompt, interrupt) {
  const body = { prompt, ...picker.choice, ...(interrupt ? { whileRunning: 'interrupt' } : {}) };
  let id = open?.id ?? null;
  if (id === null) {
    composer.setState({ busy: true });
    try {
      const newTitle = titleFrom(prompt);
      const created = await createConversation(newTitle);
      id = created.conversationId;
      known = { ...created, title: newTitle, turns: [], openTurnId: null };
    } catch (problem) {
      composer.showProblem(problem, { label: 'Try again', run: () => composer.sendNow(false) });
      return;
    } finally {
      composer.setState({ busy: false });
    }
    writeDraft(null, '');
    router.replace(id);
  }
  writeDraft(id, '');
  composer.reloadDraft();
  outbox.send(id, body);
  follow.toLatest();
}

function titleFrom(prompt) {
  const line = prompt.trim().split('\n', 1)[0].trim();
  const characters = Array.from(line);
  if (characters.length <= TITLE_CHARACTERS) return line;
  return `${characters.slice(0, TITLE_CHARACTERS - 1).join('').trimEnd()}…`;
}

function showPending(id) {
  if (open?.id !== id) return;
  const pending = outbox.pending(id);
  awaitedTurn = null;
  transcript.showPending(pending, () => {
    returnToDraft(id, outbox.cancel(id));
    composer.reloadDraft();
    composer.focus();
  });
  composer.setState({ busy: pending !== null });
  if (pending !== null) welcome.show('turns');
}

// Either the answer to the POST comes first, or the turn itself.
function hasArrived() {
  if (awaitedTurn !== null) return transcript.has(awaitedTurn);
  const prompt = outbox.pending(open.id)?.body.prompt;
  return prompt !== undefined && transcript.turn(open.openTurnId)?.prompt === prompt;
}

function accepted(id, turnId) {
  if (open?.id !== id) return;
  awaitedTurn = turnId;
  composer.setState({ busy: false });
  if (transcript.has(turnId)) transcript.showPending(null);
  announce('Your prompt was sent. The answer is being written.');
}

function refused(id, body, problem) {
  returnToDraft(id, body.prompt);
  if (open?.id !== id) return;
  composer.reloadDraft();
  showTurnsOrWelcome();
  const action = problem.is('turn-running')
    ? { label: 'Stop it and send this', run: () => composer.sendNow(true) }
    : { label: 'Try again', run: () => composer.sendNow(false) };
  composer.showProblem(problem, action);
}

async function stop() {
  const { id, openTurnId: turnId } = open ?? {};
  if (!turnId) return;
  composer.setState({ stopping: true });
  // Stopping twice is the same as stopping once, so a lost answer is simply asked for again.
  for (let attempt = 0; open?.id === id && open.openTurnId === turnId; attempt++) {
    try {
      await stopTurn(id, turnId);
      return; // the mark itself comes as an event, to every page alike
    } catch (problem) {
      if (problem.is('turn-ended')) return;
      if (!problem.isTransient) {
        composer.setState({ stopping: false });
        composer.showProblem(problem);
        return;
      }
      await pause(delayMs(attempt, problem.retryAfterSeconds));
    }
  }
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
  if (open?.id === id) router.replace(null);
  list.refresh();
}

function gone() {
  open = null;
  connection.set('idle');
  setTitle('Not found');
  welcome.show('gone');
  list.refresh();
}
