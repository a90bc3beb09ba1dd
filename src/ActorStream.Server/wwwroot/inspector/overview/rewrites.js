// How the server's rewrites of its tables stand: what was erased is in PostgreSQL's files until then.

import { fullTime } from '/app/format.js';
import { span } from '../core/figures.js';
import { visible } from '../core/visible.js';

/** In a word or two, and in a sentence; null where none are needed. */
export function rewriteFact(rewrite, now) {
  if (rewrite === null) return [null];
  const { due, dueSince, running, lastAt } = rewrite;
  const last = lastAt === null ? 'no rewrite is known of' : `the last one ended ${fullTime(lastAt)}`;
  if (running) return ['running', `The tables are being rewritten; ${last}`];
  if (!due) return ['not due', `Nothing that was erased is in the tables' files; ${last}`];
  const since = dueSince === null ? '' : ` for ${span(Date.parse(now) - Date.parse(dueSince))}`;
  return [`due${since}`, `What was erased is in the tables' files until they are rewritten; ${last}`];
}

/** Why there is none, while one is due; otherwise null. */
export function rewriteProblem(rewrite) {
  return rewrite?.due && !rewrite.running && rewrite.problem !== null
    ? `the tables' files hold what was erased, and were not rewritten: ${visible(rewrite.problem)}`
    : null;
}
