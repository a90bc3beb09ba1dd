// Healing one conversation: what it would do and lose, the question, and what became of it.

import { el } from '/app/dom.js';
import { heal } from '../core/admin-api.js';
import { confirmAction } from '../core/dialogs.js';
import { plural } from '../core/figures.js';
import { visible } from '../core/visible.js';

const MAX_LISTED = 50;

// What a row had to say that is lost, for one and for several.
const LOSSES = {
  start: ['its title and tenant', 'its title and tenant'],
  prompt: ['a prompt', 'prompts'],
  chunk: ['a piece of an answer', 'pieces of answers'],
  end: ['how a turn ended', 'ends of turns'],
};

/** Asks, and heals if that was confirmed. Resolves with {said, tone, healed}. */
export async function askAndHeal(id) {
  const plan = await heal(id);
  if (plan.obstacle !== null) return failed(plan.obstacle);
  if (plan.steps.length === 0) {
    const found = plan.findings.length;
    return unchanged(
      found === 0
        ? 'There is nothing to heal.'
        : `${plural(found, 'finding')}, and nothing that healing could do about it.`,
    );
  }
  if (!(await confirmed(plan))) return unchanged('Nothing was changed.');
  const done = await heal(id, plan.plan);
  if (done.obstacle !== null) return failed(done.obstacle);
  if (!done.applied) return unchanged('There was nothing left to heal.');
  const kept = done.quarantine ? ` The damaged rows are in ${done.quarantine} on the server.` : '';
  const said = `Healed: ${plural(done.steps.length, 'step')}. ${lossOf(done.steps)}${kept}`;
  return { said, tone: 'done', healed: true };
}

const unchanged = (said) => ({ said, tone: 'done', healed: false });

const failed = (obstacle) => ({
  said: `It cannot be healed: ${obstacle}`,
  tone: 'failed',
  healed: false,
});

function confirmed(plan) {
  return confirmAction({
    title: 'Heal this conversation?',
    body: [
      listOf('Found', plan.findings),
      listOf('Would be done', plan.steps),
      el('p', { 'data-testid': 'heal-loss' }, lossOf(plan.steps)),
      plan.offline === null ? whileItRuns() : whenStopped(plan.offline),
      el('p', {}, 'Nothing has been changed yet.'),
    ],
    confirm: plan.offline === null ? 'Do this' : null,
    danger: plan.steps.some((step) => step.lost),
    testid: 'heal-dialog',
  });
}

const whileItRuns = () =>
  el(
    'p',
    {},
    'The conversation is out of use for a moment; all others go on. The damaged rows are kept in a file on the server.',
  );

const whenStopped = (command) =>
  el(
    'p',
    { 'data-testid': 'heal-offline' },
    'This needs the server to be stopped. Then run ',
    el('code', {}, visible(command)),
  );

function lossOf(steps) {
  const counts = new Map();
  for (const { lost } of steps) {
    if (lost) counts.set(lost, (counts.get(lost) ?? 0) + 1);
  }
  if (counts.size === 0) return 'Nothing is lost.';
  const losses = [...counts].map(([lost, count]) => {
    const [one, several] = LOSSES[lost] ?? [lost, lost];
    return count === 1 ? one : `${count.toLocaleString()} ${several}`;
  });
  return `Lost: ${losses.join(', ')}.`;
}

function listOf(title, entries) {
  const lines = entries.slice(0, MAX_LISTED).map((entry) => {
    const { kind = '', sequenceNr, detail, reason } = entry;
    const where = sequenceNr ? ` at ${sequenceNr}` : '';
    return el(
      'li',
      {},
      el('strong', {}, visible(`${kind}${where}`)),
      ' ',
      visible(detail ?? reason ?? ''),
    );
  });
  if (entries.length > MAX_LISTED)
    lines.push(el('li', {}, `and ${(entries.length - MAX_LISTED).toLocaleString()} more`));
  return el(
    'section',
    { class: 'dialog-list' },
    el('h3', {}, title),
    lines.length === 0 ? el('p', {}, 'Nothing.') : el('ul', {}, ...lines),
  );
}
