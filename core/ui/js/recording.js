// A source whose positions are all in the figure; Python hears where the slider rests.

const places = new Map(); // key -> where the reader left the slider, and in which mount

const sessionOf = (mount) => mount.split(".")[0]; // as agreement.py names mounts

class Recording {
  constructor(view) {
    this.view = view;
    this.player = new Player(view);
    this.ranges = {}; // of axes: they stand still
  }

  take(options, bytes, rest) {
    const { view } = this;
    if (this.digest !== options.digest) {
      this.digest = options.digest;
      this.figure = unpack(bytes, rest);
      this.names = this.figure.frames.map((frame) => frame.name);
      this.meta = this.figure.layout.meta ?? {};
    }
    const was = view.at;
    view.at = Math.max(0, this.names.indexOf(this.place(options)));
    const { mount, start, sweep, whole, ...looks } = options;
    return { looks, moved: view.at !== was }; // Back moves it
  }

  // Where the slider belongs: the server says so with a new mount. A new server knows the
  // address only, and hears from us where the reader has moved it meanwhile.
  place({ key, mount, start }) {
    const [here, before] = [places.get(key), this.mount];
    this.mount = mount;
    if (here?.mount === mount) return here.name;
    const newServer = before !== undefined && sessionOf(before) !== sessionOf(mount);
    const name = newServer && this.names.includes(here.name) ? here.name : start;
    this.untold = name !== start;
    places.set(key, { mount, name });
    return name;
  }

  taken() {
    if (this.untold) this.settle();
    this.untold = false;
  }

  furnish() {
    if (this.view.options.recording) this.view.controls.prepend(this.player.furnish());
  }

  slides() {
    return this.names.length > 1;
  }

  last() {
    return this.names.length - 1;
  }

  // What changes at the present position: trace indices, and what each then holds.
  frame() {
    return this.figure.frames[this.view.at];
  }

  readouts() {
    return this.meta.readouts ?? {};
  }

  sentence() {
    return this.meta.sentences?.[this.view.at] ?? "";
  }

  notice(at) {
    return this.meta.notices?.[at];
  }

  wind(at) {
    this.view.go(at);
  }

  went() {
    const { key, mount } = this.view.options;
    places.set(key, { mount, name: this.view.name() });
  }

  tell() {
    // Slider and numbers say it all.
  }

  move() {
    this.view.plot.move();
  }

  settle() {
    this.view.plot.catchUp();
    reportRest(this.view, { mount: this.view.options.mount, name: this.view.name() });
  }

  stop() {
    this.player.stop();
  }
}
