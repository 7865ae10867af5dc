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
  return JSON.parse(text, (_, value) =>
    Array.isArray(value?.$)
      ? new Float32Array(bytes, numbers + 4 * value.$[0], value.$[1])
      : value,
  );
}
