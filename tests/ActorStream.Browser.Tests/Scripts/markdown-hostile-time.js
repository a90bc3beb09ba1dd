// The slowest of these 100,000-character texts, in milliseconds: none may cost the square of its
// length.
async () => {
  const { renderMarkdown } = await import('/app/markdown/stream.js');
  const times = {};
  for (const piece of [
    '[', '*', '*a ', '**a ', '_a', '`a', '~~a', '>', '> ', '- ', '- a\n', '|', 'a|b\n', 'http://',
    '\n', '\\', '# ', '[a](', '__a__b', '*_**~~`[', 'a* ', '*a **', '[](javascript:x)',
  ]) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const start = performance.now();
    renderMarkdown(document.createElement('div'), text);
    times[piece] = performance.now() - start;
  }
  return Math.max(...Object.values(times));
};
