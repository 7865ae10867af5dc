// A source whose positions are all in the figure; Python hears where the slider rests.

const places = new Map(); // key -> where the reader left the slider, and in which mount

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
    if (places.get(options.key)?.mount !== options.mount) {
      places.set(options.key, { mount: options.mount, name: options.start });
    }
    const was = view.at;
    view.at = Math.max(0, this.names.indexOf(places.get(options.key).name));
    const { mount, start, sweep, ...looks } = options;
    return { looks, moved: view.at !== was }; // Back moves it
  }

  taken() {
    // Everything was in the message.
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
    this.view.report("at", { mount: this.view.options.mount, name: this.view.name() });
  }

  stop() {
    this.player.stop();
  }
}
