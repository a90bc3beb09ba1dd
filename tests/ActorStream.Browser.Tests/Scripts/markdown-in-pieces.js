// A text rendered in one piece, in single characters and in random pieces: three times the same.
async (seed) => {
  const { MarkdownStream } = await import('/app/markdown/stream.js');
  const atoms = [
    'word ', 'a', ' ', '\n', '\n\n', '**', '*', '_', '`', '```', '```js\n', '\n```\n', '~~~', '# ',
    '## t', '- ', '1. ', '2) ', '> ', '|', '|---|', '\n|---|---|\n', 'a|b', '---', '***', '  ',
    '    ', '[x](https://e.org)', '[x](javascript:1)', '![i](https://e.org/i.png)', '<b>', '\\',
    'https://e.org/x.', '\r\n', '~~', '\t', 'é', '👩‍👩‍👧', '-', '1', '.',
  ];
  let state = seed;
  const random = (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const render = (text, cuts) => {
    const container = document.createElement('div');
    const stream = new MarkdownStream(container);
    let from = 0;
    for (const cut of [...cuts, text.length]) {
      stream.append(text.slice(from, cut));
      stream.render(cut === text.length || random(2) === 0);
      from = cut;
    }
    container.normalize();
    return container.outerHTML;
  };
  const different = [];
  for (let round = 0; round < 1500; round++) {
    const text = Array.from({ length: 1 + random(40) }, () => atoms[random(atoms.length)]).join('');
    const whole = render(text, []);
    const characters = render(text, Array.from(text, (_, at) => at + 1));
    const cuts = Array.from({ length: 5 }, () => random(text.length + 1)).sort((a, b) => a - b);
    if (characters !== whole || render(text, cuts) !== whole) different.push(JSON.stringify(text));
  }
  return different;
};
