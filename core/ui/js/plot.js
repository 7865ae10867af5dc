// The picture: a sketch first, then Plotly; between two positions only what moves.

const NARROW = 640; // pixels: below this, panels stand on top of each other

class Plot {
  constructor(view) {
    this.view = view;
    this.element = h("div", { class: "plot waiting" }, "Drawing …");
  }

  close() {
    if (this.drawn) window.Plotly.purge(this.element);
  }

  furnish(alt) {
    this.element.setAttribute("role", "img");
    this.element.setAttribute("aria-label", alt);
    if (!this.drawn) this.element.style.minHeight = `${this.layout().height ?? 450}px`;
  }

  // What Plotly is going to draw, in a lighter hand; back once the reader has seen it.
  sketch() {
    const html = sketched(this.traces(), this.layout(), this.element.clientWidth);
    if (!html) return undefined;
    const sketch = h("div", { class: "sketch" });
    sketch.style.fontSize = `${this.narrow ? 13 : 14}px`;
    sketch.innerHTML = html;
    this.element.replaceChildren(sketch);
    this.element.classList.remove("waiting");
    return painted();
  }

  // Draws the whole figure, if anything but the position has changed since.
  async draw() {
    const { root, options } = this.view;
    const narrow = root.clientWidth < NARROW;
    if (!this.stale && narrow === this.narrow) return;
    if (!root.clientWidth) return; // not on the page yet: the observer will call
    this.stale = false;
    this.narrow = narrow;
    try {
      if (!window.Plotly) await this.sketch();
      const Plotly = await loadPlotly(options.plotly);
      this.element.style.minHeight = "";
      if (!this.drawn) {
        this.element.replaceChildren();
        this.element.classList.remove("waiting");
      }
      const config = { responsive: true, displaylogo: false, displayModeBar: false };
      await Plotly.react(this.element, this.traces(), this.layout(), config);
      this.drawn = true;
    } catch (error) {
      this.element.textContent = "The drawing library could not be loaded. Here is the data.";
      this.view.table.open();
    }
    if (!this.pictured) this.view.report("drawn", true); // the rest of the page may follow
    this.pictured = true;
  }

  traces() {
    const { figure } = this.view.source;
    const frame = this.view.source.frame();
    const traces = figure.data.map((trace) => ({ ...trace }));
    frame?.traces.forEach((index, i) => Object.assign(traces[index], frame.data[i]));
    return traces;
  }

  layout() {
    const { source, root, options } = this.view;
    return pageLayout(source.figure.layout, root, this.narrow, options.key, source.ranges);
  }

  axis(name) {
    return this.element._fullLayout[axisName(name)];
  }

  // While the slider moves, lines and markers are set straight in Plotly's own SVG: a
  // Plotly.restyle recalculates the whole figure and costs more than a display frame.
  // A frame that cannot be drawn that way goes through Plotly, and so does the last one.
  move() {
    const frame = this.view.source.frame();
    this.nudged = frame.traces.every((index, i) => nudge(this, index, frame.data[i]));
    // All or nothing: a restyle of one trace draws the others where Plotly left them.
    if (!this.nudged) this.restyle(frame);
  }

  // Tells Plotly what was moved behind its back, so that hover and zoom know it too.
  catchUp() {
    if (!this.nudged || !this.drawn) return;
    this.nudged = false;
    this.restyle(this.view.source.frame());
  }

  restyle({ traces: indices, data }) {
    const update = {};
    data.forEach((trace, i) => {
      for (const [name, value] of Object.entries(trace)) {
        if (name === "type") continue;
        update[name] ??= data.map(() => undefined);
        update[name][i] = value;
      }
    });
    window.Plotly.restyle(this.element, update, indices);
  }
}
