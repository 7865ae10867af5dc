// A figure's layout in this page's theme and width.

// What every figure has in common; colours and fonts are Streamlit's.
function template(root, narrow) {
  const css = (name) => themed(root, name);
  const [text, line] = [css("text-color"), css("border-color")];
  const axis = {
    gridcolor: line, zerolinecolor: line, linecolor: text, automargin: true,
    ticks: "outside", tickcolor: line, title: { standoff: 8, font: { size: 14 } }, zeroline: false,
  };
  return {
    layout: {
      font: { color: text, family: css("font"), size: narrow ? 13 : 14 },
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      margin: { l: 56, r: 12, t: 32, b: 48 }, hovermode: "closest",
      hoverlabel: { font: { color: text } },
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
      annotationdefaults: { arrowcolor: text, font: { color: text } },
      shapedefaults: { line: { color: text } }, xaxis: axis, yaxis: axis,
    },
  };
}

function pageLayout(own, root, narrow, key, ranges) {
  const layout = structuredClone({ ...own, meta: undefined });
  layout.template = template(root, narrow);
  for (const one of Object.values(layout)) {
    // Plotly writes powers a quarter larger than all other ticks.
    if (one?.exponentformat === "power") one.tickfont = { size: layout.template.layout.font.size / 1.25 };
  }
  layout.uirevision = key; // zoom and legend survive a redraw
  layout.dragmode = false; // a figure zooms only when the reader asks for it
  layout.showlegend = Boolean(own.meta?.legend); // curves carry their names
  for (const [path, value] of Object.entries(narrow ? (own.meta?.narrow ?? {}) : {})) {
    const steps = path.split("."), last = steps.pop();
    steps.reduce((part, step) => (part[step] ??= {}), layout)[last] = value;
  }
  for (const [name, range] of Object.entries(ranges)) layout[name].range = range;
  return layout;
}
