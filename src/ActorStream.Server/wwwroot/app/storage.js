// Web storage that may be full, blocked or emptied under us: the page works without it.

function store(area) {
  return {
    get(key) {
      try {
        const text = area().getItem(`actorstream:${key}`);
        return text === null ? null : JSON.parse(text);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        if (value === null) area().removeItem(`actorstream:${key}`);
        else area().setItem(`actorstream:${key}`, JSON.stringify(value));
      } catch {
        // Full or forbidden: the value lives as long as the page does.
      }
    },
  };
}

/** Choices of this browser: theme, provider. */
export const local = store(() => localStorage);

/** What belongs to this tab: drafts, and prompts that are on their way. */
export const session = store(() => sessionStorage);
