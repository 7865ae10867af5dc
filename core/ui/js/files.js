// The figure as a file: all its numbers, or its picture with what belongs to it.

const FACE = "Arial, Helvetica, sans-serif"; // measured and drawn in the same font
const HEAD = 64; // pixels above the picture: the question, and where the slider is
const FOOT = 44; // and below it: the numbers

const fileName = (view) => `${view.options.key}-${view.name() ?? "figure"}`;

// A number as spreadsheets read it: never with an exponent.
function decimal(value) {
  if (!Number.isFinite(value)) return "";
  const text = String(+value.toPrecision(7));
  return text.includes("e") ? value.toFixed(20).replace(/0+$/, "") : text;
}

function saveCsv(view) {
  const cell = (value) => (typeof value === "string" ? `"${value.replaceAll('"', '""')}"` : decimal(value));
  const { plot, source } = view;
  const rows = dataRows(plot.traces(), source.figure.layout, Infinity);
  const lines = [HEADS.join(","), ...rows.map((row) => row.map(cell).join(","))];
  const link = h("a", { download: `${fileName(view)}.csv` });
  link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }));
  link.click();
  URL.revokeObjectURL(link.href);
}

function savePicture(view, format) {
  const { plot, root, options } = view;
  if (!plot.drawn) return;
  const layout = plot.layout();
  const { clientWidth: width, clientHeight: high } = plot.element;
  const height = high + HEAD + FOOT;
  const look = layout.template.layout;
  look.font = { ...look.font, family: FACE };
  look.margin = { ...look.margin, t: look.margin.t + HEAD, b: look.margin.b + FOOT };
  const note = (text, y, yanchor, yshift, size) => ({
    text, x: 0, xref: "paper", xanchor: "left", xshift: -40, y, yref: "paper", yanchor, yshift,
    showarrow: false, font: { size, family: FACE },
  });
  const at = view.source.slides() ? `${options.label}: ${minus(view.name())}` : "";
  const question = document.title.split(" · ")[0];
  const numbers = view.numbers.spoken(view.at);
  layout.annotations = [
    ...(layout.annotations ?? []), ...plot.labels.annotations(plot.element._fullLayout),
    note(`<b>${question}</b>`, 1, "bottom", 62, 18), note(at, 1, "bottom", 40, 14),
    note(numbers, 0, "top", -58, 13),
  ];
  const paper = themed(root, "background-color");
  const picture = { data: plot.traces(), layout: { ...layout, height, paper_bgcolor: paper } };
  const image = { format, width, height, scale: 2, filename: fileName(view) };
  window.Plotly.downloadImage(picture, image);
}
