// Where everything of a sketch stands: axes, their ticks, the legend. Margins and rows of
// the legend follow Plotly's own rules.

class SketchPlan {
  constructor(traces, layout, width) {
    Object.assign(this, { traces, layout, width, height: layout.height ?? 450 });
    const { font, margin, xaxis } = layout.template.layout;
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${font.size}px ${font.family}`;
    this.wide = (text) => pen.measureText(text.replace(/<[^>]*>/g, "")).width;
    this.looks = { ...font, grid: xaxis.gridcolor };
    const named = Object.keys(layout).filter((name) => /^[xy]axis/.test(name));
    this.axes = Object.fromEntries(named.map((name) => {
      const x = name[0] === "x";
      return [name.replace("axis", ""), { domain: [0, 1], x, anchor: x ? "y" : "x", ...layout[name] }];
    }));
    this.all = Object.values(this.axes);
    this.traces = traces = traces.filter(({ visible }) => visible !== false);
    const plain = ({ type, mode, name }) => type === "scatter" && mode && name !== undefined;
    this.known = traces.every(plain) && this.all.every(({ range }) => range);
    if (this.known) this.fit(margin);
  }

  // Plotly widens a margin to what stands in it and 12 pixels more.
  fit({ l, r, t }) {
    const [b, room] = [16 + 3 * this.looks.size, 39]; // ticks, title, and what is between
    this.place(l, r, 28, b);
    for (const { x, side, anchor, showticklabels, visible, wide, ticks, to, start, length } of this.all) {
      if (showticklabels === false || visible === false) continue;
      if (x) {
        r = Math.max(r, ...ticks.map(({ at, text }) => 12 + to(at) + this.wide(text) / 2 - start - length));
        continue;
      }
      const [before, after] = this.axes[anchor].domain; // what a neighbour leaves free
      if (side === "right") r = Math.max(r, room + wide - (1 - after) * this.wholeX);
      else l = Math.max(l, room + wide - before * this.wholeX);
    }
    if (this.layout.showlegend === false) {
      this.entries = [];
      this.place(l, r, t, b);
      return;
    }
    const high = this.arrange(this.width - l - r);
    this.place(l, r, (12 + high + 0.02 * (this.height - b)) / 1.02, b);
  }

  place(l, r, t, b) {
    [this.left, this.wholeX, this.wholeY] = [l, this.width - l - r, this.height - t - b];
    for (const one of this.all) {
      const { x, type, range: [from, to] } = one;
      const [low, high] = (this.axes[one.overlaying] ?? one).domain;
      const whole = x ? this.wholeX : this.wholeY;
      one.start = x ? l + whole * low : t + whole * (1 - high);
      one.length = whole * (high - low);
      one.share = (part) => one.start + one.length * (x ? part : 1 - part);
      one.to = (at) => one.share((at - from) / (to - from));
      one.data = (value) => one.to(type === "log" ? Math.log10(value) : (value ?? NaN));
      one.ticks = tickMarks(one, one.length).filter(({ at }) => at >= from && at <= to);
      one.wide = Math.max(0, ...one.ticks.map(({ text }) => this.wide(text)));
    }
  }

  // The legend: entries in rows, or in blocks where they have groups. Returns its height.
  arrange(room) {
    const row = Math.max(1.3 * this.looks.size, 16) + 3;
    const order = this.layout.legend?.traceorder;
    const named = this.traces.filter(({ showlegend }) => showlegend !== false);
    const grouped = !order && named.some(({ legendgroup }) => legendgroup);
    const blocks = Map.groupBy(named, (trace) => (grouped && trace.legendgroup) || trace);
    const list = [...blocks.values()];
    if (!order && !grouped && this.traces.some(({ fill }) => fill === "tonexty")) list.reverse();
    const widths = list.map((block) => 40 + Math.max(...block.map(({ name }) => this.wide(name))));
    const even = !grouped && widths.reduce((sum, width) => sum + width + 5, -5) >= room;
    this.entries = [];
    let [x, y, high] = [0, 0, 0];
    list.forEach((block, i) => {
      const width = even ? Math.max(...widths) : widths[i];
      if (x && x + width + (grouped ? 5 : 0) > room) [x, y, high] = [0, y + high + (grouped ? 10 : 0), 0];
      block.forEach((trace, j) => this.entries.push({ trace, x, y: y + 17 + row * (j + 0.5) }));
      [x, high] = [x + width + 5, Math.max(high, row * block.length)];
    });
    return y + high + 10;
  }
}
