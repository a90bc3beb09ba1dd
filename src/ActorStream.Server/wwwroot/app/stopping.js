// "Stop", until the server has said that it is so. Stopping twice is the same as stopping once, so
// a lost answer is simply asked for again; the mark itself comes as an event, to every page alike.

import { stopTurn } from './api.js';
import { delayMs, pause } from './retry.js';

/** Resolves with the problem if the server refused, else with null. */
export async function stopOpenTurn(conversation) {
  const { id, openTurnId } = conversation;
  for (let attempt = 0; conversation.openTurnId === openTurnId && !conversation.closed; attempt++) {
    try {
      await stopTurn(id, openTurnId);
      return null;
    } catch (problem) {
      if (problem.is('turn-ended')) return null;
      if (!problem.isTransient) return problem;
      await pause(delayMs(attempt, problem.retryAfterSeconds));
    }
  }
  return null;
}
