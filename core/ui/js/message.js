// A message as packing.py writes it: a header in JSON, and numbers as float32.

function split(bytes, start) {
  const length = new DataView(bytes).getUint32(start, true);
  const text = new TextDecoder().decode(new Uint8Array(bytes, start + 4, length));
  return { header: JSON.parse(text), rest: start + 4 + length };
}

function unpack(bytes, start) {
  const length = new DataView(bytes).getUint32(start, true);
  const text = new TextDecoder().decode(new Uint8Array(bytes, start + 4, length));
  const numbers = start + 4 + length;
  const floats = (begin, long) => new Float32Array(bytes, numbers + 4 * begin, long);
  const { names, moving, ...figure } = JSON.parse(text, (_, value) =>
    Array.isArray(value?.$) ? floats(...value.$) : value,
  );
  return { ...figure, frames: framesOf(names, moving, floats) };
}

// Plotly's frames: each trace that moves with its row of each position.
function framesOf(names, moving, floats) {
  const row = (rows, at) =>
    Array.isArray(rows) ? rows[at] : floats(rows.begin + at * rows.long, rows.long);
  const rowsAt = (moves, at) =>
    Object.fromEntries(Object.entries(moves).map(([name, rows]) => [name, row(rows, at)]));
  return names.map((name, at) => ({
    name,
    traces: Object.keys(moving).map(Number),
    data: Object.values(moving).map((moves) => rowsAt(moves, at)),
  }));
}
