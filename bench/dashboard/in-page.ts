/**
 * Scripts that measure inside of a page, as text: they run in the browser, for which nothing here is compiled. Times are
 * milliseconds.
 */

/** When something of the page was painted first; null until then. */
export const firstPaint = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null`;

/** When, counted from the start of the navigation, the expression held in a frame; null where it did not in time. */
export const timeWhen = (holds: string, patience: number): string => `new Promise((resolve) => {
  const next = () => {
    const now = performance.now();
    if (${holds}) resolve(now);
    else if (now > ${patience}) resolve(null);
    else requestAnimationFrame(next);
  };
  next();
})`;

/** Attune's round: a finding and rows of the table. */
export const roundShown = `document.querySelector('article h3') !== null
  && document.querySelector('[role=grid] [role=row][aria-selected]') !== null`;

/**
 * Collects in \`window.latencies\` the time from each move of the pressed pointer until the frame with the new number of
 * chosen trials is painted: a message that is sent in a frame arrives after its painting.
 */
export const watchSelection = `(() => {
  window.latencies = [];
  let moved = null;
  let shown = '';
  addEventListener('pointermove', (event) => { if (event.buttons === 1) moved ??= event.timeStamp; }, true);
  new MutationObserver(() => {
    const chosen = document.querySelector('[data-chosen]')?.dataset.chosen ?? '';
    if (chosen === shown || moved === null) return;
    shown = chosen;
    const began = moved;
    moved = null;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.latencies.push(performance.now() - began);
      channel.port2.postMessage(null);
    });
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['data-chosen'] });
})()`;

/** For so many milliseconds, the time of each frame, and how often the page's words changed. */
export const watchFrames = (span: number): string => `new Promise((resolve) => {
  const frames = [];
  let changes = 0;
  const watched = new MutationObserver((found) => { changes += found.length; });
  watched.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  const began = performance.now();
  let last = began;
  const next = (now) => {
    frames.push(now - last);
    last = now;
    if (now - began < ${span}) requestAnimationFrame(next);
    else { watched.disconnect(); resolve({ frames: frames.slice(1), changes }); }
  };
  requestAnimationFrame(next);
})`;
