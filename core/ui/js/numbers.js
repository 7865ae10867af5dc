// The numbers beside the figure: a title each, and a text for every position.

const ABOUT_0 = 7; // a number of so many zeros is said as that; what it is, on hover

class Numbers {
  constructor() {
    this.element = h("dl");
  }

  furnish(texts) {
    this.texts = texts; // title -> one text a position
    this.values = Object.keys(texts).map((title) => [title, h("dd")]);
    const rows = this.values.map(([title, value]) => h("div", {}, h("dt", {}, title), value));
    this.element.replaceChildren(...rows);
  }

  tell(at) {
    for (const [title, value] of this.values) {
      const exact = this.texts[title][at];
      const tiny = Number(/^−?[\d.]+e−(\d+)$/.exec(exact)?.[1]) >= ABOUT_0;
      value.textContent = tiny ? "about 0" : exact;
      value.title = tiny ? exact : "";
    }
  }

  spoken(at) {
    return this.values.map(([title]) => `${title} ${this.texts[title][at]}`).join("; ");
  }
}
