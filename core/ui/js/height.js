// How high a figure may be, so that everything down to its numbers ends above the fold. An
// answer may leave too little room above it: then as high as it would be without.

const LOWEST = 170; // pixels
const ROW = 75; // and so many for each row of panels, or nothing can be read off them
const HIGHEST = 640;

function fittingHeight({ root, controls, numbers, panels, options, source }, own, narrow) {
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
  const lowest = narrow || framed ? LOWEST : 150 + ROW * rows(source.figure.layout);
  const answer = room < lowest && !framed ? document.querySelector(".st-key-answer") : null;
  const more = answer ? answer.offsetHeight : 0;
  return Math.round(Math.min(HIGHEST, Math.max(lowest, room + more)));
}

// How many panels stand one above the other.
function rows(layout) {
  const axes = Object.keys(layout).filter((name) => name.startsWith("yaxis"));
  return new Set(axes.map((name) => (layout[name].domain?.[0] ?? 0).toFixed(1))).size || 1;
}
