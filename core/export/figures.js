// The figures of a page of the course: each in a file of its own, asked for when needed.

function figure(name, text) {
  known.get(name).done(unfold(text));
}

function fetched(name) {
  if (!known.has(name)) {
    const waiting = {};
    waiting.bytes = new Promise((done) => (waiting.done = done));
    known.set(name, waiting);
    document.head.append(h("script", { src: `figures/${name}.js` }));
  }
  return known.get(name).bytes;
}

async function draw(place) {
  const { key, name } = place.dataset;
  if (place.dataset.shown === name) return;
  place.dataset.shown = name;
  const bytes = await fetched(name);
  if (place.dataset.name !== name) return; // another one is wanted by now
  const options = JSON.parse(place.dataset.options);
  const told = options.key ? joined({ ...options, mount: "course.1", start: state[key] ?? "" }, bytes) : bytes;
  explorable({ data: told, parentElement: place, setStateValue: (what, value) => report(key, what, value), setTriggerValue: (_, asked) => answer(place, asked) });
  // A position that the link rounds is the one that the figure has.
  const view = views.get(place);
  if (options.key in page.controls && !view.source.names.includes(state[key])) {
    view.go(view.source.names.indexOf(nearest(state[key], view.source.names)));
  }
}

function report(key, what, value) {
  if (what !== "at" || !(key in page.controls)) return;
  state[key] = value.name;
  apply();
  remember();
}

// A recorded training has no more frames than it has.
function answer(place, { want }) {
  const view = views.get(place);
  if (want === "again") view.go(0);
  else if (view.source.player.left() === 0) view.source.stop();
}

function joined(options, bytes) {
  const text = new TextEncoder().encode(JSON.stringify(options));
  const length = text.length + (-text.length & 3);
  const all = new Uint8Array(4 + length + bytes.length).fill(32);
  new DataView(all.buffer).setUint32(0, length, true);
  all.set(text, 4);
  all.set(bytes, 4 + length);
  return all;
}

// The way back from figures.py: bytes sorted by weight, differences, deflated.
async function unfold(text) {
  const held = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const [lag, times] = new Uint32Array(held.buffer, 0, 2);
  const stream = new Blob([held.subarray(8)]).stream().pipeThrough(new DecompressionStream("deflate"));
  const data = new Uint8Array(await new Response(stream).arrayBuffer());
  const start = 4 + new DataView(data.buffer).getUint32(0, true);
  const count = (data.length - start) / 4;
  const numbers = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) {
    for (let plane = 0; plane < 4; plane += 1) numbers[i] |= data[start + plane * count + i] << (8 * plane);
  }
  for (let taken = 0; taken < times; taken += 1) {
    for (let i = lag; i < count; i += 1) numbers[i] += numbers[i - lag];
  }
  data.set(new Uint8Array(numbers.buffer), start);
  return data;
}
