// How high a figure may be, so that everything down to its numbers ends above the fold.

const LOWEST = 190; // pixels
const HIGHEST = 640;

function fittingHeight({ root, controls, numbers, panels, options }, own, narrow) {
  const stage = root.closest('[class*="st-key-figure_"]');
  const scroller = root.closest('[data-testid="stMain"]') ?? document.scrollingElement;
  const top = root.getBoundingClientRect().top + scroller.scrollTop;
  if (!stage || stage !== document.querySelector('[class*="st-key-figure_"]')) {
    return Math.min(HIGHEST, Math.max(own, 300), Math.max(320, Math.round(0.62 * innerHeight)));
  }
  panels.single(narrow); // their buttons come or go
  // A phone has the named positions and the numbers below the fold, but not in a frame.
  const slider = controls.querySelector(".slider")?.offsetHeight ?? 0;
  const framed = new URLSearchParams(location.search).get("embed") === "true";
  const told = narrow && !framed ? slider : controls.offsetHeight + numbers.element.offsetHeight + 12;
  const above = options.live ? root.querySelectorAll(".bar, .networks") : [];
  const bar = [...above].reduce((sum, one) => sum + one.offsetHeight + 6, 0);
  const room = innerHeight - top - panels.element.offsetHeight - told - bar - 12;
  return Math.round(Math.min(HIGHEST, Math.max(LOWEST, room)));
}
