// What a pointer on a curve is told: its name, and both numbers in the words of the axes,
// with four digits.

function worded(traces, layout) {
  const titleOf = ({ title } = {}) => plainText(title?.text ?? title ?? "").replace(", logarithmic", "");
  const panel = (axis) => layout.meta?.panels?.find(({ y }) => y === axis)?.title ?? "";
  for (const trace of traces) {
    const { x, y, name, xaxis = "x", yaxis = "y", hoverinfo, hovertemplate } = trace;
    if (hoverinfo === "skip" || hovertemplate || typeof x?.[0] !== "number" || typeof y?.[0] !== "number") continue;
    const across = titleOf(layout[axisName(xaxis)]) || "x";
    const up = titleOf(layout[axisName(yaxis)]) || plainText(panel(yaxis)) || "y";
    const head = name ? `${name}<br>` : "";
    trace.hovertemplate = `${head}${across}: %{x:.4~g}<br>${up}: %{y:.4~g}<extra></extra>`;
  }
  return traces;
}
