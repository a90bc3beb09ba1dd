// Moves a list (its scrollTop) or a range (its value) from one end to the other in a hundred steps,
// one a frame. Returns the median time that a step's work took, in milliseconds.
async (element, property) => {
  const STEPS = 100;
  const end = property === 'value' ? Number(element.max) : element.scrollHeight;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times = [];
  for (let step = 0; step <= STEPS; step++) {
    const began = performance.now();
    element[property] = Math.round((end * step) / STEPS);
    if (property === 'value') element.dispatchEvent(new Event('input', { bubbles: true }));
    await frame(); // the page's own work runs in this one,
    await frame(); // and is over by this one
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
};
