// Waiting before another try: longer each time, never in step with other pages, and cut short when
// the network comes back.

const FIRST_MS = 500;
const MAX_MS = 8000;

export function delayMs(attempt, retryAfterSeconds = null) {
  const backoff = Math.min(MAX_MS, FIRST_MS * 2 ** attempt);
  const jittered = backoff * (0.75 + Math.random() / 2);
  return retryAfterSeconds === null ? jittered : Math.max(jittered, retryAfterSeconds * 1000);
}

/** Resolves after the delay, or at once when the browser is online again or `signal` aborts. */
export function pause(ms, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    signal?.addEventListener('abort', done);
  });
}
