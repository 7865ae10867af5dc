// Panels on a narrow screen: one at a time, the others a tap away.

class Panels {
  constructor(view) {
    this.view = view;
    this.shown = 0;
    this.element = h("div", { class: "row panels", role: "group", "aria-label": "Panel", hidden: "" });
  }

  furnish({ panels = [], main = 0 } = {}) {
    if (this.all?.length !== panels.length) this.shown = main;
    this.all = panels;
    this.buttons = panels.map(({ title }, i) => button(plainText(title), () => this.show(i)));
    this.element.replaceChildren(...this.buttons);
  }

  show(panel) {
    this.shown = panel;
    this.view.plot.stale = true;
    this.view.plot.draw();
  }

  // Whether only one of them is drawn.
  single(narrow) {
    const one = narrow && this.all?.length > 1;
    this.element.hidden = !one;
    if (one) this.follow();
    this.buttons?.forEach((each, i) => each.setAttribute("aria-pressed", i === this.shown));
    const { offsetLeft = 0 } = this.buttons?.[this.shown] ?? {};
    this.element.scrollLeft = Math.max(0, offsetLeft - this.element.offsetLeft - 24);
    return one;
  }

  // A tour names the panel that its step speaks of, counted from 1.
  follow() {
    const stage = this.element.closest('[class*="st-key-stage_"]');
    const toured = stage?.querySelector('[class*="st-key-tour_at"]');
    const named = toured ? getComputedStyle(stage).getPropertyValue("--panel").trim() : "";
    if (named === this.named) return;
    this.named = named;
    if (!this.all[named - 1]) return;
    this.shown = named - 1;
    this.view.plot.stale = true;
    this.element.scrollIntoView({ block: "start" });
  }

  // The layout with the shown panel in all of the room.
  narrowed(layout) {
    const shown = this.all[this.shown];
    const axes = ({ x, y, over }) => (over ? [x, y, over] : [x, y]);
    const hidden = new Set(this.all.flatMap(axes));
    for (const name of axes(shown)) hidden.delete(name);
    for (const name of hidden) layout[axisName(name)] = { ...layout[axisName(name)], visible: false };
    const [x, y] = [axisName(shown.x), axisName(shown.y)];
    layout[x] = { ...layout[x], domain: [0, 1], anchor: shown.y, showticklabels: true };
    layout[y] = { ...layout[y], domain: [0, 1], anchor: shown.x, showticklabels: true };
    if (shown.xtitle) layout[x].title = { text: shown.xtitle };
    if (shown.ytitle) layout[y].title = { text: shown.ytitle };
    const here = ({ xref = "x", yref = "y" }) =>
      xref.split(" ")[0] === shown.x && yref.split(" ")[0] === shown.y;
    layout.annotations = layout.annotations?.filter((note) => here(note) && !note.name?.startsWith("title"));
    layout.shapes = layout.shapes?.filter(here);
    return layout;
  }

  holds({ xaxis = "x", yaxis = "y" }) {
    const { x, y, over } = this.all[this.shown];
    return xaxis === x && (yaxis === y || yaxis === over);
  }
}

const plainText = (text) => text.replace(/<[^>]*>/g, "");
