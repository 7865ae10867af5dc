// How high a figure may be, so that everything down to its numbers ends above the fold.

const LOWEST = 240; // pixels
const HIGHEST = 640;

function fittingHeight({ root, controls, numbers, options }, own, narrow) {
  const stage = root.closest('[class*="st-key-figure_"]');
  const scroller = root.closest('[data-testid="stMain"]') ?? document.scrollingElement;
  const top = root.getBoundingClientRect().top + scroller.scrollTop;
  if (!stage || top > innerHeight / 2) {
    return Math.min(HIGHEST, Math.max(own, 300), Math.max(320, Math.round(0.62 * innerHeight)));
  }
  const told = narrow ? 0 : numbers.element.offsetHeight + 12; // a phone has them below
  const bar = options.live ? root.querySelector(".bar").offsetHeight + 12 : 0;
  const room = innerHeight - top - controls.offsetHeight - told - bar - 12;
  return Math.round(Math.min(HIGHEST, Math.max(LOWEST, room)));
}
