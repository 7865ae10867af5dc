// The figure's data as a table, for who reads rather than looks.

const cellText = (number) =>
  typeof number === "number" ? minus(String(+number.toPrecision(5))) : (number ?? "");

const HEADS = ["panel", "curve", "x is", "x", "y is", "y"];

// Every trace at a number of points, its last one among them, with what its axes say.
function dataRows(traces, layout, most) {
  const said = (ref) => plainText(layout[axisName(ref)]?.title?.text ?? "");
  const titles = (layout.annotations ?? []).filter(({ name }) => name?.startsWith("title"));
  return traces.flatMap((trace) => {
    const { x = [], y = [], xaxis = "x", yaxis = "y", name = "" } = trace;
    const step = Math.max(1, Math.ceil(x.length / most));
    const points = [...Array(x.length).keys()].filter((i) => i % step === 0 || i === x.length - 1);
    const title = titles.find(({ xref, yref }) => xref === `${xaxis} domain` && yref === `${yaxis} domain`);
    const panel = plainText(title?.text ?? said(yaxis));
    return points.map((i) => [panel, plainText(name), said(xaxis), x[i], said(yaxis), y[i]]);
  });
}

class Table {
  constructor(view) {
    this.view = view;
    this.element = h("div", { class: "table", tabindex: "0", role: "region", hidden: "" });
  }

  furnish() {
    const title = "The numbers of this picture; or press t";
    this.button = button("Data table", () => this.toggle(), { title });
    this.button.setAttribute("aria-expanded", String(!this.element.hidden));
    this.element.setAttribute("aria-label", `Data behind the figure: ${this.view.options.label}`);
    return this.button;
  }

  open() {
    if (this.element.hidden) this.toggle();
  }

  toggle() {
    this.element.hidden = !this.element.hidden;
    this.button.setAttribute("aria-expanded", !this.element.hidden);
    this.fill();
  }

  fill() {
    if (this.element.hidden) return;
    const { source, options, plot } = this.view;
    const cells = (tag, row) => h("tr", {}, ...row.map((cell) => h(tag, {}, cellText(cell))));
    const at = source.last() > 0 ? `${options.label}: ${minus(this.view.name())}. ` : "";
    const caption = `${at}Every curve at up to 21 points; the CSV has all of them.`;
    const rows = dataRows(plot.traces(), source.figure.layout, 20);
    const body = h("tbody", {}, ...rows.map((row) => cells("td", row)));
    const head = h("thead", {}, cells("th", HEADS));
    this.element.replaceChildren(h("table", {}, h("caption", {}, caption), head, body));
  }
}
