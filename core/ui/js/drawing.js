// A target drawn by hand: each stroke sets the bars it passes.

const HINT = "Draw over the densities: each stroke sets the bars it passes.";

class Drawing {
  constructor(view, note) {
    Object.assign(this, { view, note });
    const { element } = view.plot;
    const keep = (event) => {
      if (!this.isOn) return;
      event.stopPropagation();
      event.preventDefault();
    };
    element.addEventListener("mousedown", keep, { capture: true });
    element.addEventListener("touchstart", keep, { capture: true, passive: false });
    element.addEventListener("pointerdown", (event) => this.begin(event));
    element.addEventListener("pointermove", (event) => this.bars && this.stroke(event));
    element.addEventListener("pointerup", () => this.end());
    element.addEventListener("pointercancel", () => (this.bars = undefined));
  }

  // A button, where the target may be drawn.
  furnish() {
    if (!this.view.options.drawable) return [];
    this.button = button("Draw the target", () => this.turn(!this.isOn));
    this.button.setAttribute("aria-pressed", "false");
    return [this.button];
  }

  turn(on) {
    this.isOn = on;
    this.button.setAttribute("aria-pressed", String(on));
    this.note.textContent = on ? HINT : "";
    this.view.plot.element.classList.toggle("drawing", on);
  }

  begin(event) {
    if (!this.isOn || event.button !== 0) return;
    this.view.plot.element.setPointerCapture(event.pointerId);
    this.bars = [...this.view.options.drawable.digits].map(Number);
    this.before = undefined;
    this.stroke(event);
  }

  end() {
    const bars = this.bars?.join("");
    if (this.bars?.some((bar) => bar > 0)) inTurn(() => this.view.report("drawing", bars));
    this.bars = undefined;
  }

  // Sets the bar under the pointer, and those that it has just passed over.
  stroke(event) {
    const { plot, options } = this.view;
    const { low, high, peak } = options.drawable;
    const [across, up] = [plot.axis("x"), plot.axis("y")];
    const box = plot.element.getBoundingClientRect();
    const x = across.p2d(event.clientX - box.left - across._offset);
    const y = up.p2d(event.clientY - box.top - up._offset);
    const width = (high - low) / this.bars.length;
    const bar = Math.floor((x - low) / width);
    const height = Math.min(9, Math.max(0, Math.round((9 * y) / peak)));
    const from = this.before ?? bar;
    for (let i = Math.min(from, bar); i <= Math.max(from, bar); i += 1) {
      if (i >= 0 && i < this.bars.length) this.bars[i] = height;
    }
    const edges = this.bars.flatMap((_, i) => [low + i * width, low + (i + 1) * width]);
    const heights = this.bars.flatMap((digit) => [(digit * peak) / 9, (digit * peak) / 9]);
    window.Plotly.restyle(plot.element, { x: [edges], y: [heights] }, [0]);
    this.before = bar;
  }
}
