// Play, pause and step, for frames that are moments in time.

const GLIDE = 40; // milliseconds a frame, at least
const WHOLE = 8000; // milliseconds that a recording lasts, at least
const CALM = 1000; // with motion reduced, a recording moves on once a second

class Player {
  constructor(view) {
    this.view = view;
  }

  furnish() {
    this.playing = undefined;
    const play = () => (this.playing ? this.stop() : this.play());
    this.button = button("Play", play, { title: "Plays the recording; press again to pause" });
    const [back, on] = [["Step back", -1], ["Step on", 1]].map(([text, by]) =>
      button(text, () => this.step(by), { title: "One picture of the recording" }),
    );
    return group("Playback", this.button, back, on);
  }

  step(by) {
    const { view } = this;
    this.stop();
    view.go(Math.min(view.source.last(), Math.max(0, view.at + by)));
    view.source.settle();
  }

  play() {
    const { view } = this;
    const pause = wantsCalm() ? CALM : Math.max(GLIDE, WHOLE / view.source.last());
    if (view.at === view.source.last()) view.go(0);
    this.button.textContent = "Pause";
    let last = performance.now();
    const tick = (now) => {
      if (now - last >= pause) {
        last = now;
        view.go(view.at + 1);
      }
      if (view.at >= view.source.last()) this.stop();
      else this.playing = requestAnimationFrame(tick);
    };
    this.playing = requestAnimationFrame(tick);
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(this.playing);
    this.playing = undefined;
    this.button.textContent = "Play";
    this.view.source.settle();
  }
}
