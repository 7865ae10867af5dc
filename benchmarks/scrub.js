// Counts pictures and times them; installed before the page's own scripts. A task posted
// from within a frame runs after that frame was painted; what changes between frames is
// painted in the next one.

(() => {
  const seen = (window.seen = {});
  let hand, asked, heard, changed = false;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    if (!changed || asked === undefined) return;
    changed = false;
    seen.pictures += 1;
    seen.delays.push(performance.now() - asked);
    seen.inputDelays.push(performance.now() - heard);
    asked = heard = undefined;
  };
  const frame = () => {
    seen.frames += 1;
    port2.postMessage(0);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const first = (event) => event.getCoalescedEvents()[0] ?? event;
  addEventListener("pointermove", (event) => (hand = first(event).timeStamp), true);
  const note = (from, event) => {
    asked ??= from;
    heard ??= event.timeStamp;
  };
  addEventListener("pointerup", (event) => note(event.timeStamp, event), true);
  addEventListener("input", (event) => {
    seen.inputs += 1;
    note(hand, event);
  }, true);
  new MutationObserver((records) => {
    changed ||= records.some(({ target, attributeName, oldValue }) =>
      target.closest?.(".js-plotly-plot .mlayer") &&
      (!attributeName || target.getAttribute(attributeName) !== oldValue));
  }).observe(document, {
    subtree: true, childList: true, attributeFilter: ["d", "transform"],
    attributeOldValue: true,
  });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries())
      if (name === "input") seen.timing.push(duration);
  }).observe({ type: "event", durationThreshold: 16 });
  window.forget = () => {
    asked = heard = undefined;
    changed = false;
    Object.assign(seen, { pictures: 0, frames: 0, inputs: 0 });
    Object.assign(seen, { delays: [], inputDelays: [], timing: [] });
  };
  forget();
})();
