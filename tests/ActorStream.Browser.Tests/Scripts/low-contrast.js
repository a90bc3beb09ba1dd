// Every text that is seen, with less contrast to what is behind it than WCAG 2 AA asks for: 4.5 to 1.
// Large text may have 3 to 1 there, and not here; disabled controls are exempt there, and here.
() => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });

  // Whatever notation the computed style uses, as red, green, blue (0 to 255) and alpha (0 to 1).
  const parse = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], below) =>
    [r, g, b].map((part, i) => part * a + below[i] * (1 - a)).concat(1);
  const luminance = (color) => {
    const [r, g, b] = color.slice(0, 3).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  const chainOf = (element) => {
    const chain = [];
    for (let one = element; one; one = one.parentElement) chain.unshift(one);
    return chain;
  };
  const behind = (chain) => {
    const dark = getComputedStyle(document.documentElement).colorScheme === 'dark';
    let color = dark ? [18, 18, 18, 1] : [255, 255, 255, 1];
    for (const one of chain) color = over(parse(getComputedStyle(one).backgroundColor), color);
    return color;
  };
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    return (
      box.width > 1 && box.height > 1 && element.checkVisibility({ checkVisibilityCSS: true })
    );
  };

  const found = [];
  const check = (element, style, text, color) => {
    const chain = chainOf(element);
    const opacity = chain.reduce((all, one) => all * Number(getComputedStyle(one).opacity), 1);
    const ground = behind(chain);
    const [r, g, b, a] = parse(color);
    const seen = ratio(over([r, g, b, a * opacity], ground), ground);
    const least = 4.5;
    if (seen < least) {
      const where = `${element.localName}.${element.getAttribute('class') ?? ''}`;
      found.push(`${seen.toFixed(2)} ${where}: ${text.trim().slice(0, 40)}`);
    }
  };

  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest(':disabled, [aria-disabled="true"], noscript, script, style, option') !== null) continue;
    if (!isSeen(element)) continue;
    const style = getComputedStyle(element);
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.data)
      .join('');
    const isDrawn = element.namespaceURI === 'http://www.w3.org/2000/svg';
    if (text.trim() !== '') check(element, style, text, isDrawn ? style.fill : style.color);
    if ('placeholder' in element && element.placeholder !== '' && element.value === '') {
      const placeholder = getComputedStyle(element, '::placeholder');
      check(element, placeholder, element.placeholder, placeholder.color);
    }
  }
  return [...new Set(found)].slice(0, 30);
};
