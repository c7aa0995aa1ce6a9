// The time bar: a histogram over the period, a slider below it, and what the slider's window covers.

import { DAY, HOUR, type Clock } from "./clock";
import { FOREVER } from "./data";
import { h } from "./dom";
import type { Selection } from "./selection";
import type { Palette } from "./theme";
import { counted, GROUP_WORDS, say, type Message } from "./words";

/** Pixels below the bars for the ticks. */
const TICKS = 15;
const SPEEDS: [Message, number][] = [["slow", 1600], ["normal", 800], ["fast", 350]];

export class Timeline {
  readonly element: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  /** The histogram without the window, as last counted. */
  private readonly still = h("canvas");
  private readonly slider: HTMLInputElement;
  private readonly span: HTMLSelectElement;
  private readonly exact: HTMLInputElement;
  private readonly speed: HTMLSelectElement;
  private readonly playButton: HTMLButtonElement;
  private readonly label: HTMLElement;
  private bins = new Map<string, Float64Array>();
  private most = 1;
  private timer = 0;

  constructor(private readonly selection: Selection, private readonly clock: Clock, public palette: Palette) {
    const { period } = selection;
    this.canvas = h("canvas", { class: "histogram", "aria-hidden": "true" });
    this.slider = h("input", {
      type: "range", min: 0, max: period.lastStep, step: 1, class: "slider", "aria-label": say("time"),
      oninput: () => this.slid(),
    });
    this.span = h(
      "select",
      { "aria-label": say("span"), onchange: () => this.selection.update({ span: this.span.value }) },
      ...this.spans().map(([value, words]) => h("option", { value }, words)),
    );
    this.exact = h("input", {
      type: "datetime-local", "aria-label": say("exactTime", { zone: clock.zone }),
      min: clock.toField(period.start), max: clock.toField(period.end), onchange: () => this.typed(),
    });
    this.speed = h(
      "select",
      { "aria-label": say("speed") },
      ...SPEEDS.map(([words, pause]) => h("option", { value: pause, selected: words === "normal" }, say(words))),
    );
    this.playButton = h("button", { type: "button", class: "round play", onclick: () => this.toggle() });
    this.label = h("output", { class: "now", "aria-live": "off" });
    this.element = h(
      "section",
      { class: "timeline", "aria-label": say("time") },
      h(
        "div",
        { class: "controls" },
        h("button", { type: "button", class: "round", "aria-label": say("stepBack"), onclick: () => this.step(-1) }, "‹"),
        this.playButton,
        h("button", { type: "button", class: "round", "aria-label": say("stepOn"), onclick: () => this.step(1) }, "›"),
        this.label,
        this.span,
        h("details", { class: "more" }, h("summary", {}, say("more")), h(
          "div", { class: "more-box" },
          h("label", {}, `${say("speedLabel")} `, this.speed),
          h("label", {}, `${say("exactLabel")} `, this.exact),
        )),
      ),
      h("div", { class: "track" }, this.canvas, this.slider),
    );
    this.canvas.addEventListener("pointerdown", (event) => this.pressed(event));
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    this.setPlaying(false);
  }

  private spans(): [string, string][] {
    const { period } = this.selection;
    const unit = ({ hour: "spanHour", day: "spanDay", week: "spanWeek", month: "spanMonth" } as const)[period.unit];
    const counts = period.unit === "hour" ? [1, 3, 6, 12] : period.unit === "day" ? [1, 2, 3, 7] : [1, 4, 12];
    const windows = counts
      .filter((count) => count <= period.lastStep + 1)
      .map((count): [string, string] => [String(count), counted(unit, count)]);
    return [["all", say("wholePeriod")], ["sofar", say("allSoFar")], ...windows, ["moment", say("moment")]];
  }

  private slid(): void {
    this.goTo(this.selection.period.startOf(Number(this.slider.value)));
  }

  private goTo(at: number): void {
    const { state } = this.selection;
    this.selection.update({ at, span: state.span === "all" ? "1" : state.span });
  }

  private typed(): void {
    const at = this.clock.fromField(this.exact.value);
    if (at === null) return;
    const { period } = this.selection;
    this.selection.update({ at: Math.max(period.start, Math.min(period.end - 1, at)), span: "moment" });
  }

  private pressed(event: PointerEvent): void {
    const box = this.canvas.getBoundingClientRect();
    const { period } = this.selection;
    const share = Math.max(0, Math.min(0.9999, (event.clientX - box.left) / box.width));
    this.goTo(period.startOf(period.stepOf(period.start + share * (period.end - period.start))));
  }

  step(by: number): boolean {
    const { period, state } = this.selection;
    const from = state.span === "all" && by > 0 ? -1 : period.stepOf(state.at);
    const next = Math.max(0, Math.min(period.lastStep, from + by));
    if (next === from && state.span !== "all") return false;
    this.goTo(period.startOf(next));
    return true;
  }

  private toggle(): void {
    if (this.timer !== 0) {
      this.stop();
      return;
    }
    const { period, state } = this.selection;
    if (state.span !== "all" && period.stepOf(state.at) === period.lastStep) this.goTo(period.start);
    this.setPlaying(true);
    this.tick();
  }

  private tick(): void {
    this.timer = window.setTimeout(() => {
      if (this.step(1)) this.tick();
      else this.stop();
    }, Number(this.speed.value));
  }

  stop(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.setPlaying(false);
  }

  private setPlaying(playing: boolean): void {
    this.playButton.textContent = playing ? "❚❚" : "▶";
    this.playButton.setAttribute("aria-label", say(playing ? "pause" : "play"));
  }

  /** Counts events by step again: after the filters changed. */
  recount(): void {
    const { store, period, filter } = this.selection;
    const size = period.lastStep + 1;
    const edges = new Map<string, Float64Array>();
    for (let row = 0; row < store.count; row++) {
      if (filter.passes[row] !== 1 || store.undated[row] === 1) continue;
      const start = store.start[row] ?? 0;
      const end = Math.min(store.end[row] ?? 0, period.end);
      if (start >= period.end || end <= period.start) continue;
      const first = start <= period.start ? 0 : period.stepOf(start);
      let last = period.stepOf(Math.max(period.start, end - 1));
      // What stands until ended counts where it was reported, or the last steps would drown the rest.
      if (store.end[row] === FOREVER) last = first;
      const group = store.groupName(row);
      let edge = edges.get(group);
      if (edge === undefined) edges.set(group, (edge = new Float64Array(size + 1)));
      edge[first] = (edge[first] ?? 0) + 1;
      edge[last + 1] = (edge[last + 1] ?? 0) - 1;
    }
    const totals = new Float64Array(size);
    this.bins = new Map();
    for (const group of Object.keys(GROUP_WORDS)) {
      const edge = edges.get(group);
      if (edge === undefined) continue;
      const counts = new Float64Array(size);
      let sum = 0;
      for (let step = 0; step < size; step++) {
        sum += edge[step] ?? 0;
        counts[step] = sum;
        totals[step] = (totals[step] ?? 0) + sum;
      }
      this.bins.set(group, counts);
    }
    this.most = Math.max(1, ...totals);
    this.draw();
  }

  /** Follows the state: slider, window, words. */
  show(): void {
    const { period, state } = this.selection;
    this.slider.value = String(period.stepOf(state.at));
    this.span.value = state.span;
    this.exact.value = this.clock.toField(state.at);
    const words = this.words();
    this.slider.setAttribute("aria-valuetext", words);
    this.label.textContent = words;
    this.drawNow();
  }

  words(): string {
    const { period, state, window: shown } = this.selection;
    const { clock } = this;
    if (state.span === "all") return clock.formatPeriod(period.start, period.end - 1);
    if (state.span === "moment") return clock.formatMoment(state.at);
    if (state.span === "sofar") {
      return say("until", { time: period.unit === "hour" ? clock.formatMoment(shown.to) : clock.formatDay(shown.to - 1) });
    }
    if (period.unit === "hour") return `${clock.formatMoment(shown.from)}–${clock.formatTime(shown.to)}`;
    if (shown.to - shown.from <= DAY + HOUR) return `${clock.formatWeekday(shown.from)} ${clock.formatDay(shown.from)}`;
    return clock.formatPeriod(shown.from, shown.to - 1);
  }

  /** Draws the histogram anew; `show` draws only the window over it. */
  private drawStill(): void {
    const { canvas, still, palette } = this;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    const context = still.getContext("2d");
    if (width === 0 || context === null) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    for (const one of [canvas, still]) {
      one.width = Math.round(width * ratio);
      one.height = Math.round(height * ratio);
    }
    context.scale(ratio, ratio);
    const floor = height - TICKS;
    this.drawBars(context, width, floor);
    context.strokeStyle = palette.faint;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(0, floor + 0.5);
    context.lineTo(width, floor + 0.5);
    context.stroke();
    this.drawTicks(context, width, floor);
  }

  draw(): void {
    this.drawStill();
    this.drawNow();
  }

  private drawNow(): void {
    const { canvas, still } = this;
    const context = canvas.getContext("2d");
    if (context === null || still.width === 0) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.scale(ratio, ratio);
    this.drawWindow(context, canvas.width / ratio, canvas.height / ratio - TICKS);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(still, 0, 0);
  }

  private x(at: number, width: number): number {
    const { period } = this.selection;
    return ((Math.max(period.start, Math.min(period.end, at)) - period.start) / (period.end - period.start)) * width;
  }

  private drawWindow(context: CanvasRenderingContext2D, width: number, floor: number): void {
    const { state, window: shown } = this.selection;
    if (state.span === "all") return;
    const left = this.x(shown.from, width);
    const right = Math.max(left + 2, this.x(shown.to, width));
    context.fillStyle = this.palette.dark ? "rgba(255,255,255,0.14)" : "rgba(0,60,110,0.12)";
    context.fillRect(left, 0, right - left, floor);
    context.fillStyle = this.palette.ink;
    context.fillRect(left, 0, 1.5, floor);
    context.fillRect(right - 1.5, 0, 1.5, floor);
  }

  private drawBars(context: CanvasRenderingContext2D, width: number, floor: number): void {
    const { steps } = this.selection.period;
    const base = new Float64Array(steps.length).fill(0);
    for (const [group, counts] of this.bins) {
      context.fillStyle = this.palette.groups[group] ?? this.palette.faint;
      counts.forEach((count, step) => {
        if (count === 0) return;
        const left = this.x(steps[step] ?? 0, width);
        const right = this.x(steps[step + 1] ?? 0, width);
        const gap = right - left > 5 ? 1 : 0;
        const tall = (count / this.most) * (floor - 4);
        const from = ((base[step] ?? 0) / this.most) * (floor - 4);
        context.fillRect(left + gap, floor - from - tall, Math.max(1, right - left - 2 * gap), tall);
        base[step] = (base[step] ?? 0) + count;
      });
    }
  }

  private drawTicks(context: CanvasRenderingContext2D, width: number, floor: number): void {
    const { period } = this.selection;
    context.font = "11px system-ui, sans-serif";
    context.textBaseline = "top";
    context.fillStyle = this.palette.dark ? "#b9c1c8" : "#4d555d";
    let free = -Infinity;
    period.steps.forEach((at, step) => {
      if (step > period.lastStep) return;
      const words = this.tickWords(at, step);
      if (words === null) return;
      const x = this.x(at, width);
      const wide = context.measureText(words).width;
      const next = this.x(period.steps[step + 1] ?? at, width);
      const middle = period.unit === "day" && next - x > wide;
      const left = middle ? (x + next) / 2 - wide / 2 : x + 2;
      if (left < free || left + wide > width) return;
      context.fillText(words, left, floor + 3);
      if (!middle) context.fillRect(x, floor, 1, 5);
      free = left + wide + 12;
    });
  }

  private tickWords(at: number, step: number): string | null {
    const { unit } = this.selection.period;
    if (unit === "day") return this.clock.formatDay(at);
    if (unit !== "hour") return this.clock.formatMonth(at);
    const time = this.clock.formatTime(at);
    if (step === 0 || time === "00:00") return this.clock.formatDay(at);
    return Number(time.slice(0, 2)) % 3 === 0 ? time : null;
  }
}
