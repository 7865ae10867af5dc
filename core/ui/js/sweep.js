// On arrival the slider comes to its place by itself, once, so that everybody sees that
// the figure answers. Whoever touches anything meanwhile takes over. The words stand still,
// and so does a picture that has been looked at already.

const SWEEP = 1500; // milliseconds from the first sight of the picture to rest
const LEAST = 700; // of them, for a sweep that can be followed

function sweep(view, seen) {
  const lasts = SWEEP - (performance.now() - seen);
  if (lasts < LEAST) return view.grip.beckon();
  const { slider } = view;
  const [last, end] = [slider.end(), slider.place(view.at)];
  // Positions all over a plane lie next to each other only for a few steps.
  const half = view.source.meta.free ? 4 : ((end > last / 2 ? 0 : last) - end) / 2;
  const from = slider.place(slider.nearest(Math.min(last, end + half)));
  if (wantsCalm() || from === end || document.hidden) return;
  view.root.classList.add("sweeping");
  const stop = () => {
    view.root.classList.remove("sweeping");
    view.tell();
    for (const name of TOUCHES) removeEventListener(name, stop, { capture: true });
  };
  for (const name of TOUCHES) addEventListener(name, stop, { capture: true });
  const begun = performance.now();
  const step = (now) => {
    if (!view.root.classList.contains("sweeping")) return;
    const part = Math.min(1, Math.max(0, now - begun) / lasts);
    const eased = 1 - (1 - part) ** 3;
    view.go(slider.nearest(from + (end - from) * eased));
    if (part < 1) return requestAnimationFrame(step);
    stop();
    return view.grip.beckon();
  };
  requestAnimationFrame(step);
}

const TOUCHES = ["pointerdown", "keydown", "wheel"];
