// The figure as a file: all its numbers, or its picture.

const fileName = (view) => `${view.options.key}-${view.name() ?? "figure"}`;

function saveCsv(view) {
  const quote = (cell) => (typeof cell === "string" ? `"${cell.replaceAll('"', '""')}"` : cell);
  const rows = [["curve", "x", "y"], ...dataRows(view.plot.traces(), Infinity)];
  const lines = rows.map((row) => row.map(quote).join(","));
  const link = h("a", { download: `${fileName(view)}.csv` });
  link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }));
  link.click();
  URL.revokeObjectURL(link.href);
}

function savePng(view) {
  const { plot } = view;
  if (!plot.drawn) return;
  const layout = { ...plot.layout(), showlegend: true, paper_bgcolor: themed(view.root, "background-color") };
  const { clientWidth: width, clientHeight: height } = plot.element;
  const image = { format: "png", width, height, scale: 2, filename: fileName(view) };
  window.Plotly.downloadImage({ data: plot.traces(), layout }, image);
}
