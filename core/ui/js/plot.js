// The picture: a sketch first, then Plotly; between two positions only what moves.

const NARROW = 640; // pixels: below this, panels stand on top of each other

class Plot {
  constructor(view) {
    this.view = view;
    this.element = h("div", { class: "plot waiting" }, "Drawing …");
    this.labels = new Labels(view);
  }

  close() {
    this.closed = true;
    if (this.drawn) window.Plotly.purge(this.element);
  }

  furnish(alt) {
    this.element.setAttribute("role", "img");
    this.element.setAttribute("aria-label", alt);
    if (!this.drawn) this.element.style.minHeight = `${this.layout().height ?? 450}px`;
  }

  // What Plotly is going to draw, in a lighter hand; back once the reader has seen it. The
  // very first time the curves do not wait for the names to find their places.
  async sketch() {
    const [traces, layout] = [this.traces(), this.layout()];
    this.sketched = this.element.clientWidth;
    const { html, plan } = sketched(traces, layout, this.sketched);
    if (!html) return;
    const sketch = h("div", { class: "sketch" });
    const { size } = layout.template.layout.font;
    sketch.style.fontSize = `${size}px`;
    sketch.innerHTML = html;
    const first = !this.seen;
    this.seen ??= performance.now();
    this.labels.clear();
    this.element.replaceChildren(sketch, this.labels.element);
    this.element.style.minHeight = `${layout.height}px`;
    this.element.classList.remove("waiting");
    if (first) await painted().then(painted);
    if (!sketch.isConnected) return; // another, or Plotly's picture, is there by now
    this.labels.measure(this.element);
    this.labels.place(traces, (name) => sketchScale(plan.axes[name]), size, true);
    if (!first) await painted();
  }

  // Draws the whole figure, if anything but the position has changed since. One drawing at
  // a time: what changes meanwhile is drawn after it.
  async draw() {
    if (this.busy) {
      // The library is on its way: the sketch takes to a new size meanwhile.
      if (window.Plotly || !this.element.querySelector(".sketch")) return;
      const height = this.height(this.narrow);
      const fits = Math.abs(height - this.fitted) < 3 && this.element.clientWidth === this.sketched;
      if (fits && !this.stale) return;
      this.fitted = height;
      this.sketch();
      return;
    }
    this.busy = true;
    while (await this.drawOnce());
    this.busy = false;
  }

  async drawOnce() {
    const { root, options } = this.view;
    if (!root.clientWidth) return false; // not on the page yet: the observer will call
    let narrow = root.clientWidth < NARROW;
    let height = this.height(narrow);
    if (!narrow && cramped(this.view.source.figure.layout, height)) {
      narrow = true;
      height = this.height(narrow);
    }
    const wide = this.element.clientWidth;
    const fits = Math.abs(height - (this.fitted ?? 0)) < 3 && wide === this.wide;
    if (!this.stale && narrow === this.narrow && fits) return false;
    this.stale = false;
    this.narrow = narrow;
    this.fitted = height;
    this.wide = wide;
    try {
      fetchPlotly(options.plotly); // not sooner: it would hold up what mounts the figure
      if (!window.Plotly) await this.sketch();
      const Plotly = await loadPlotly(options.plotly);
      this.element.style.minHeight = "";
      if (!this.drawn) {
        this.element.replaceChildren();
        this.element.classList.remove("waiting");
      }
      // Its own answer to a resized window comes late, and undoes the height.
      const config = { responsive: false, displaylogo: false, displayModeBar: false };
      const layout = this.layout();
      await Plotly.react(this.element, worded(this.traces(), layout), layout, config);
      this.drawn = true;
      this.seen ??= performance.now();
      this.element.append(this.labels.element);
      this.labels.measure(this.element);
      this.label(true);
    } catch (error) {
      if (this.closed) return false;
      if (window.Plotly) console.error(error); // it is not the library
      this.element.textContent = "The drawing library could not be loaded. Here is the data.";
      this.view.table.open();
    }
    if (!this.pictured) inTurn(() => this.view.report("drawn", true)); // the rest of the page may follow
    if (!this.pictured && options.sweep) sweep(this.view, this.seen);
    this.pictured = true;
    return true;
  }

  traces() {
    const { figure } = this.view.source;
    const frame = this.view.source.frame();
    const dark = isDark(this.view.root);
    const traces = figure.data.map((trace) => (dark ? lit(trace) : { ...trace }));
    frame?.traces.forEach((index, i) => Object.assign(traces[index], frame.data[i]));
    const { panels } = this.view;
    if (panels.single(this.narrow)) {
      for (const trace of traces) {
        if (!panels.holds(trace)) trace.visible = false;
        else trace.showlegend = Boolean(trace.name) && (trace.showlegend !== false || Boolean(trace.legendgroup));
      }
    }
    return traces;
  }

  layout() {
    const { source, root, options, panels } = this.view;
    const layout = pageLayout(source.figure.layout, root, this.narrow, options.key, source.ranges);
    layout.height = this.fitted ?? this.height(this.narrow);
    if (this.wide) layout.width = this.wide;
    if (this.zooms) layout.dragmode = "zoom";
    return panels.single(this.narrow) ? panels.narrowed(layout) : spaced(layout);
  }

  height(narrow) {
    return fittingHeight(this.view, this.view.source.figure.layout.height ?? 450, narrow);
  }

  // The names of the curves, where they are now.
  label(afresh) {
    const { size } = this.element._fullLayout.font;
    const scale = (name) => plotlyScale(this.element._fullLayout[axisName(name)]);
    this.labels.place(this.traces(), scale, size, afresh);
  }

  zoom(on) {
    this.zooms = on;
    if (!this.drawn) return; // once it is, it will be so
    const reset = Object.fromEntries(Object.keys(this.element._fullLayout)
      .filter((name) => /^[xy]axis/.test(name)).map((name) => [`${name}.range`, this.layout()[name]?.range]));
    window.Plotly.relayout(this.element, on ? { dragmode: "zoom" } : { dragmode: false, ...reset })
      .then(() => this.label(true));
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
    this.label(false);
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

// An axis for whoever places words: where it is in pixels, and what a value is there.
const plotlyScale = (axis) =>
  axis && axis.visible !== false &&
  { start: axis._offset, length: axis._length, to: (value) => axis._offset + axis.d2p(value) };

const sketchScale = (axis) =>
  axis && axis.visible !== false && { start: axis.start, length: axis.length, to: axis.data };
