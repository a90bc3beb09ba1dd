// How the end of a turn reads. A completed answer needs no mark; every other end says what happened
// and that what was written is kept.

export function endMark({ status, reason, error, finishReason }) {
  switch (status) {
    case 'aborted':
      return { tone: 'quiet', icon: 'stop', title: abortedTitle(reason), detail: '' };
    case 'interrupted':
      return {
        tone: 'warning',
        icon: 'cut',
        title: 'The server restarted here; what was written is kept.',
        detail: '',
      };
    case 'failed':
      return {
        tone: 'error',
        icon: 'alert',
        title: error?.title || 'The answer failed',
        detail: error?.detail ?? '',
      };
    case 'completed':
      return cutShort(finishReason);
    default:
      return null;
  }
}

function abortedTitle(reason) {
  if (reason === 'interrupted') return 'A newer prompt took the place of this answer.';
  if (reason === 'deleted') return 'The conversation was deleted.';
  return 'You stopped this answer.';
}

function cutShort(finishReason) {
  const titles = {
    length: 'The answer reached its length limit.',
    'content-filter': 'The provider’s content filter ended this answer.',
  };
  const title = titles[finishReason];
  return title === undefined ? null : { tone: 'warning', icon: 'cut', title, detail: '' };
}

/** What a screen reader hears at the end. */
export function endAnnouncement(turn) {
  if (turn.status === 'completed') return 'The answer is complete.';
  return endMark(turn)?.title ?? '';
}
