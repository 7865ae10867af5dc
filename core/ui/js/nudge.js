// Moving one trace in the SVG that Plotly has drawn, without asking Plotly.

const axisName = (name) => `${name[0]}axis${name.slice(1)}`; // "x2" is the axis "xaxis2"

// The runs of finite points, each a piece that is drawn without lifting the pen.
function unbroken(points) {
  const pieces = [[]];
  for (const point of points) {
    if (point.every(Number.isFinite)) pieces.at(-1).push(point);
    else if (pieces.at(-1).length) pieces.push([]);
  }
  return pieces.filter((piece) => piece.length);
}

const isSimple = ({ type, mode, fill, line }) =>
  type === "scatter" && !mode.includes("text") && line?.shape !== "spline" &&
  ["none", "tozeroy", "toself", undefined].includes(fill);

// Whether it could be done; nothing is changed where it could not.
function nudge(plot, index, { type, x, y, ...others }) {
  if (plot.element.data[index].visible === false) return true; // in another panel
  const calculated = plot.element.calcdata.find(([point]) => point.trace.index === index);
  const { trace, node3 } = calculated?.[0] ?? {};
  if (!node3 || !isSimple(trace) || Object.keys(others).length) return false;
  const [across, up] = [plot.axis(trace.xaxis), plot.axis(trace.yaxis)];
  const [xs, ys] = [x ?? trace.x, y ?? trace.y];
  const points = Array.from(xs, (value, i) => [across.d2p(value), up.d2p(ys[i])]);
  const pieces = unbroken(points);
  const find = (what) => node3.node().querySelectorAll(what);
  const [markers, lines, fills] = [find(".point"), find(".js-line"), find(".js-fill")];
  // Plotly draws no point and no piece of a line for what is not a number.
  const seen = pieces.flat();
  if (trace.mode.includes("markers") && markers.length !== seen.length) return false;
  if (trace.mode.includes("lines") && trace.line.width > 0 && !lines.length) return false;
  if (fills.length && pieces.length !== 1) return false;
  const draw = (piece) => `M${piece.map(([a, b]) => `${a.toFixed(2)},${b.toFixed(2)}`).join("L")}`;
  const ground = up.d2p(up.type === "log" ? 10 ** up.range[0] : 0);
  // All pieces go into the first line; Plotly, at rest, makes a line of each.
  lines.forEach((line, i) => line.setAttribute("d", i ? "" : pieces.map(draw).join("")));
  fills.forEach((fill) => {
    const down =
      trace.fill === "toself" ? "Z" : `L${seen.at(-1)[0]},${ground}L${seen[0][0]},${ground}Z`;
    fill.setAttribute("d", draw(seen) + down);
  });
  markers.forEach((marker, i) => marker.setAttribute("transform", `translate(${seen[i]})`));
  return true;
}
