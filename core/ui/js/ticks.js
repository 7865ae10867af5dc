// Where an axis has its ticks and what they say, by Plotly's own rules.

const numeral = (value) => minus(String(+value.toPrecision(6)));

function tickMarks({ x, range, type, tickvals, ticktext, dtick, nticks, exponentformat }, length) {
  const log = type === "log";
  if (tickvals) {
    const at = (value) => (log ? Math.log10(value) : value);
    return Array.from(tickvals, (v, i) => ({ at: at(v), text: ticktext?.[i] ?? numeral(v) }));
  }
  const most = nticks ?? Math.min(9, Math.max(4, length / (x ? 80 : 40))) + 1;
  const rough = (range[1] - range[0]) / most;
  const base = 10 ** Math.floor(Math.log10(rough));
  const step = dtick ?? base * [2, 5, 10].find((times) => times >= rough / base);
  const power = (n) => {
    if (exponentformat === "power" && n * (n - 1)) return `10<sup>${numeral(n)}</sup>`;
    return n > 3 ? `${10 ** (n - 3)}k` : numeral(10 ** n);
  };
  const first = Math.ceil(range[0] / step);
  const places = [...Array(Math.floor(range[1] / step) - first + 1).keys()];
  return places.map((i) => (first + i) * step).map((at) => ({ at, text: (log ? power : numeral)(at) }));
}
