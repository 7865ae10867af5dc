// The numbers beside the figure: a title each, and a text for every position.

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
    for (const [title, value] of this.values) value.textContent = this.texts[title][at];
  }

  spoken(at) {
    return this.values.map(([title]) => `${title} ${this.texts[title][at]}`).join("; ");
  }
}
