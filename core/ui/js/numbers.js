// The numbers beside the figure: a title each, and a text for every position.

const ABOUT_0 = 7; // a number of so many zeros is said as that; what it is, on hover

// A number, or several with commas, as readers see it: the address has hyphens for minus.
const minus = (text = "") => text.replace(/(^|[,e])-(?=\d)/g, "$1−");

class Numbers {
  constructor() {
    this.element = h("dl");
  }

  furnish(texts, exact) {
    this.texts = texts; // title -> one text a position
    this.exact = exact; // whether next to 0 is another thing than 0
    this.values = Object.keys(texts).map((title) => [title, h("dd")]);
    const rows = this.values.map(([title, value]) => h("div", {}, h("dt", {}, title), value));
    this.element.replaceChildren(...rows);
  }

  tell(at) {
    for (const [title, value] of this.values) {
      const text = this.texts[title][at];
      const zeros = Number(/^−?[\d.]+e−(\d+)$/.exec(text)?.[1]);
      const about = zeros >= ABOUT_0 && !this.exact;
      value.textContent = about ? "about 0" : text;
      value.title = about ? text : "";
    }
  }

  spoken(at) {
    return this.values.map(([title]) => `${title} ${this.texts[title][at]}`).join("; ");
  }
}
