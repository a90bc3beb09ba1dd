// How the server's rewrites of its tables stand: what was erased is in PostgreSQL's files until then.

import { fullTime } from '/app/format.js';
import { span } from '../core/figures.js';
import { visible } from '../core/visible.js';

/** In a word or two, and in a sentence; null where none are needed. */
export function rewriteFact(rewrite, now) {
  if (rewrite === null) return [null];
  const { due, dueSince, running, lastAt, logDue } = rewrite;
  const last = lastAt === null ? 'no rewrite is known of' : `the last one ended ${fullTime(lastAt)}`;
  if (running) return ['running', `The tables are being rewritten; ${last}`];
  if (!due && logDue) return ['log is left', `The write-ahead log may hold what was erased; ${last}`];
  if (!due) return ['not due', `Nothing that was erased is in the tables' files; ${last}`];
  const since = dueSince === null ? '' : ` for ${span(Date.parse(now) - Date.parse(dueSince))}`;
  return [`due${since}`, `What was erased is in the tables' files until they are rewritten; ${last}`];
}

/** Why there is none, while one is due, or why the log was not cleaned after it; otherwise null. */
export function rewriteProblem(rewrite) {
  if (rewrite === null || rewrite.running) return null;
  const { due, problem, logDue, logProblem } = rewrite;
  if (due && problem !== null)
    return `the tables' files hold what was erased, and were not rewritten: ${visible(problem)}`;
  if (logDue && logProblem !== null)
    return `the write-ahead log may hold what was erased: ${visible(logProblem)}`;
  return null;
}
