// The player of a training: it shows the frames that are there, and asks for more when
// few are left. So training goes as fast as somebody looks at it.

const AHEAD = 24; // frames in hand below which more are asked for
const AHEAD_SLOW = 3;
const SLOW = 1500; // milliseconds that a named sub-step stays
const SPEEDS = [1, 5, 12, 25, 100]; // iterations a picture

class LivePlayer {
  constructor(view, requests) {
    Object.assign(this, { view, requests, every: 12 });
    this.element = h("div", { class: "bar" });
  }

  furnish(...more) {
    this.button = button(this.playing ? "Pause" : "Start", () => (this.playing ? this.stop() : this.play()));
    this.button.classList.add("first");
    this.back = button("Back to the last good state", () => this.step("restore"));
    this.slowly = button("Slow motion", () => this.slow(!this.isSlow));
    this.slowly.setAttribute("aria-pressed", String(Boolean(this.isSlow)));
    const newest = button("Newest", () => this.newest());
    const again = button("Start over", () => this.step("again"));
    const speed = this.speed();
    const playback = group("Playback", this.button, this.slowly, speed, newest, again, ...more);
    const steps = [["Step", "both"], ["D only", "d"], ["G only", "g"]].map(([text, want]) =>
      button(text, () => this.step(want)),
    );
    this.element.replaceChildren(playback, group("One step", ...steps), this.back);
    this.element.hidden = this.view.options.hide.includes("controls");
  }

  speed() {
    const select = h("select", { "aria-label": "Iterations a picture" });
    for (const n of SPEEDS) {
      const text = n === 1 ? "1 iteration a picture" : `${n} iterations a picture`;
      select.append(h("option", { value: n }, text));
    }
    select.value = this.every;
    select.onchange = () => (this.every = +select.value);
    return select;
  }

  play() {
    this.view.plot.element.scrollIntoView({ block: "nearest" });
    const calm = wantsCalm();
    this.button.textContent = "Pause";
    let shown = -Infinity;
    const tick = (now) => {
      this.playing = requestAnimationFrame(tick);
      if (now - shown >= (this.isSlow ? SLOW : calm ? CALM : 0) && this.left() > 0) {
        shown = now;
        this.view.go(calm && !this.isSlow ? this.view.source.last() : this.view.at + 1);
        this.view.paint(); // in this very frame: another request would leave every second one out
      } else if (this.view.options.fallen && this.left() === 0) {
        this.stop();
      }
      const few = this.left() < (this.isSlow ? AHEAD_SLOW : AHEAD);
      if (few && !this.view.options.fallen) this.requests.ask(this.isSlow ? "slow" : "play");
    };
    this.playing = requestAnimationFrame(tick);
  }

  left() {
    return this.view.source.last() - this.view.at;
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(this.playing);
    this.playing = undefined;
    this.button.textContent = "Continue";
  }

  slow(on) {
    this.isSlow = on;
    this.slowly.setAttribute("aria-pressed", String(on));
    this.newest();
    if (on && !this.playing) this.play();
  }

  newest() {
    this.view.go(this.view.source.last());
  }

  step(want) {
    this.stop();
    this.newest();
    this.requests.step(want);
  }
}
