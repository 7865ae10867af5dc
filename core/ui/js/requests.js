// Asking for more frames: one question at a time; one that got lost is asked again.

const PATIENCE = 5000; // milliseconds until a question is asked again

class Requests {
  constructor(view) {
    this.view = view;
    this.forget();
  }

  forget() {
    Object.assign(this, { pending: undefined, steps: [], follow: false });
  }

  answered() {
    this.pending = undefined;
  }

  // Whether it was asked: not while an answer is still on its way.
  ask(want) {
    const now = performance.now();
    if (now - (this.pending ?? -Infinity) < PATIENCE) return false;
    this.pending = now;
    const { run, serial, every } = this.view.source;
    this.view.ask("pull", { run, serial, every, want, digest: this.view.options.digest });
    return true;
  }

  // Asks for the figure: no run of the server's is known here.
  introduce() {
    this.view.ask("pull", { run: "", serial: 0, every: 1, want: "play", digest: "" });
  }

  // Steps are taken one after the other, however fast they were asked for.
  step(want) {
    this.steps.push(want);
    this.next();
  }

  next() {
    const [want] = this.steps;
    if (!want) return;
    this.follow = true;
    if (this.ask(want)) this.steps.shift();
  }
}
