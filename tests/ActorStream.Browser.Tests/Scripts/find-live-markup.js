// Everything in the transcript that is more than text, and was not made by the page itself.
() => {
  const allowed = new Set([
    'article', 'div', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'li', 'blockquote', 'hr',
    'pre', 'code', 'strong', 'em', 'del', 'a', 'span', 'table', 'thead', 'tbody', 'tr', 'th', 'td',
    'button', 'details', 'summary', 'figure', 'figcaption', 'footer', 'svg', 'path',
  ]);
  const forbidden = ['style', 'src', 'srcdoc', 'action'];
  const found = [];
  const report = (element) => found.push(element.outerHTML.slice(0, 200));

  const selector = '[data-testid=transcript] *, [data-testid=title] *';
  for (const element of document.querySelectorAll(selector)) {
    if (!allowed.has(element.localName)) report(element);
    if (element.localName === 'svg' && !element.classList.contains('icon')) report(element);
    for (const { name } of element.attributes) {
      if (name.startsWith('on') || forbidden.includes(name)) report(element);
    }
    if (element.localName !== 'a') continue;
    const remote = ['https:', 'http:'].includes(element.protocol) && element.origin !== origin;
    if (!remote || element.username !== '') report(element);
    if (!element.relList.contains('noopener') || element.target !== '_blank') report(element);
  }
  return found.slice(0, 10);
};
