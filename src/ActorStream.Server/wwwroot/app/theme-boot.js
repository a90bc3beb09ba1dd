// Runs before the first paint, so that a remembered theme does not flash the other one.
(() => {
  try {
    const theme = JSON.parse(localStorage.getItem('actorstream:theme'));
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // No storage: the system's preference decides.
  }
})();
