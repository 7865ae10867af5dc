// Grabbing the reader's point in the figure itself.

const REACH = 24; // pixels around a point, in which it is grabbed

class Grip {
  constructor(view) {
    this.view = view;
    const { element } = view.plot;
    const keepFromPlotly = (event) => {
      if (!this.grabbed(event.touches?.[0] ?? event)) return;
      event.stopPropagation();
      event.preventDefault();
    };
    element.addEventListener("mousedown", keepFromPlotly, { capture: true });
    element.addEventListener("touchstart", keepFromPlotly, { capture: true, passive: false });
    element.addEventListener("pointerdown", (event) => this.take(event), { capture: true });
    element.addEventListener("pointermove", (event) => {
      if (!this.held) element.classList.toggle("reach", Boolean(this.grabbed(event)));
      else view.go(this.nearest(event));
    });
    element.addEventListener("pointerup", () => this.letGo());
    element.addEventListener("pointercancel", () => this.letGo());
  }

  take(event) {
    const { element } = this.view.plot;
    this.held = event.button === 0 ? this.grabbed(event) : undefined;
    if (this.held) element.setPointerCapture(event.pointerId);
    element.classList.toggle("holding", Boolean(this.held));
  }

  letGo() {
    if (this.held) this.view.source.settle();
    this.held = undefined;
    this.view.plot.element.classList.remove("holding");
  }

  grabbed(event) {
    const { plot, source } = this.view;
    const box = plot.element.getBoundingClientRect();
    for (const index of plot.drawn ? (source.meta.handles ?? []) : []) {
      const { x, y, across, up } = this.where(index);
      const far = Math.hypot(x + box.left - event.clientX, y + box.top - event.clientY);
      if (far < REACH) return { index, across, up, left: box.left, top: box.top };
    }
    return undefined;
  }

  // A point in pixels of the figure, and its axes.
  where(index) {
    const { plot } = this.view;
    const { x: xs, y: ys, xaxis = "x", yaxis = "y" } = plot.traces()[index];
    const [across, up] = [plot.axis(xaxis), plot.axis(yaxis)];
    return { across, up, x: across._offset + across.d2p(xs[0]), y: up._offset + up.d2p(ys[0]) };
  }

  // A ring around the point, twice, so that it looks like something to take hold of.
  beckon() {
    const { plot, source } = this.view;
    const [index] = plot.drawn ? (source.meta.handles ?? []) : [];
    if (index === undefined) return;
    const { x, y } = this.where(index);
    const ring = h("span", { class: "beckon", style: `left: ${x}px; top: ${y}px` });
    ring.onanimationend = () => ring.remove();
    plot.element.append(ring);
  }

  nearest({ clientX, clientY }) {
    const { index, across, up, left, top } = this.held;
    const { figure, meta } = this.view.source;
    const far = figure.frames.map((frame) => {
      const { x, y } = frame.data[frame.traces.indexOf(index)];
      const aside = across._offset + across.d2p(x[0]) + left - clientX;
      // Only a point that may go anywhere follows up and down.
      return meta.free ? Math.hypot(aside, up._offset + up.d2p(y[0]) + top - clientY) : Math.abs(aside);
    });
    return far.indexOf(Math.min(...far));
  }
}
