// Events by group over the period, in bars, with the window on show laid over them.

import type { Clock } from "./clock";
import { FOREVER } from "./data";
import { h } from "./dom";
import type { Selection } from "./selection";
import { theme } from "./theme";
import { GROUP_WORDS } from "./words";

/** Pixels below the bars for the ticks. */
const TICKS = 16;

export class Histogram {
  readonly element = h("canvas", { class: "histogram", "aria-hidden": "true" });
  /** The bars without the window, as last counted. */
  private readonly still = h("canvas");
  private bins = new Map<string, Float64Array>();
  private most = 1;
  /** Whether it was ever counted: before that there is nothing to draw. */
  private counted = false;

  constructor(private readonly selection: Selection, private readonly clock: Clock) {
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  /** Counts events by step again: after the filters changed. */
  recount(): void {
    const { store, period, filter } = this.selection;
    const size = period.lastStep + 1;
    const groups = Object.keys(GROUP_WORDS);
    const groupOf = store.groups.map((name) => Math.max(0, groups.indexOf(name)));
    const edges = groups.map(() => new Float64Array(size + 1));
    for (let row = 0; row < store.count; row++) {
      if (filter.passes[row] !== 1 || store.undated[row] === 1) continue;
      const start = store.start[row] ?? 0;
      const end = Math.min(store.end[row] ?? 0, period.end);
      if (start >= period.end || end <= period.start) continue;
      const first = start <= period.start ? 0 : period.stepOf(start);
      let last = period.stepOf(Math.max(period.start, end - 1));
      // What stands until ended counts where it was reported, or the last steps would drown the rest.
      if (store.end[row] === FOREVER) last = first;
      const edge = edges[groupOf[store.category[row] ?? 0] ?? 0];
      if (edge === undefined) continue;
      edge[first] = (edge[first] ?? 0) + 1;
      edge[last + 1] = (edge[last + 1] ?? 0) - 1;
    }
    const totals = new Float64Array(size);
    this.bins = new Map();
    groups.forEach((group, g) => {
      const edge = edges[g] ?? new Float64Array(0);
      const counts = new Float64Array(size);
      let sum = 0;
      for (let step = 0; step < size; step++) {
        sum += edge[step] ?? 0;
        counts[step] = sum;
        totals[step] = (totals[step] ?? 0) + sum;
      }
      if (counts.some((count) => count > 0)) this.bins.set(group, counts);
    });
    this.most = Math.max(1, ...totals);
    this.counted = true;
    this.draw();
  }

  draw(): void {
    if (!this.counted) return;
    this.drawStill();
    this.drawNow();
  }

  /** Draws the bars anew; `drawNow` draws only the window over them. */
  private drawStill(): void {
    const { element, still } = this;
    const width = element.clientWidth;
    const height = element.clientHeight;
    const context = still.getContext("2d");
    if (width === 0 || context === null) return;
    const ratio = pixelRatio();
    for (const one of [element, still]) {
      one.width = Math.round(width * ratio);
      one.height = Math.round(height * ratio);
    }
    context.scale(ratio, ratio);
    const floor = height - TICKS;
    this.drawBars(context, width, floor);
    context.strokeStyle = theme.palette.faint;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(0, floor + 0.5);
    context.lineTo(width, floor + 0.5);
    context.stroke();
    this.drawTicks(context, width, floor);
  }

  /** Lays the window over the bars. */
  drawNow(): void {
    const { element, still } = this;
    const context = element.getContext("2d");
    if (context === null || !this.counted || still.width === 0) return;
    const ratio = pixelRatio();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, element.width, element.height);
    context.scale(ratio, ratio);
    const { state, window: shown } = this.selection;
    const [width, floor] = [element.width / ratio, element.height / ratio - TICKS];
    const { palette } = theme;
    const left = this.x(shown.from, width);
    const right = Math.max(left + 2, this.x(shown.to, width));
    if (state.span !== "all") {
      context.fillStyle = palette.dark ? "rgba(255,255,255,0.16)" : "rgba(0,60,110,0.12)";
      context.fillRect(left, 0, right - left, floor);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(still, 0, 0);
    if (state.span === "all") return;
    context.scale(ratio, ratio);
    // What lies outside the window steps back.
    context.fillStyle = palette.paper;
    context.globalAlpha = 0.55;
    context.fillRect(0, 0, left, floor);
    context.fillRect(right, 0, width - right, floor);
    context.globalAlpha = 1;
    context.fillStyle = palette.ink;
    context.fillRect(left, 0, 1.5, floor);
    context.fillRect(right - 1.5, 0, 1.5, floor);
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  private x(at: number, width: number): number {
    const { period } = this.selection;
    return ((Math.max(period.start, Math.min(period.end, at)) - period.start) / (period.end - period.start)) * width;
  }

  private drawBars(context: CanvasRenderingContext2D, width: number, floor: number): void {
    const { steps } = this.selection.period;
    const base = new Float64Array(steps.length);
    for (const [group, counts] of this.bins) {
      context.fillStyle = theme.palette.groups[group] ?? theme.palette.faint;
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
    context.fillStyle = theme.palette.dark ? "#b9c1c8" : "#4d555d";
    const least = 8 / (width / Math.max(1, period.lastStep + 1));
    let free = -Infinity;
    let said = "";
    period.steps.forEach((at, step) => {
      if (step > period.lastStep) return;
      const x = this.x(at, width);
      // Words take longest to make: not for ticks that have no room anyway.
      if (x < free && least > 1) return;
      const words = this.tickWords(at, step);
      // Weeks of one month share its name.
      if (words === null || words === said) return;
      const wide = context.measureText(words).width;
      const next = this.x(period.steps[step + 1] ?? at, width);
      const middle = period.unit === "day" && next - x > wide;
      const left = middle ? (x + next) / 2 - wide / 2 : x + 2;
      if (left < free || left + wide > width) return;
      context.fillText(words, left, floor + 4);
      if (!middle) context.fillRect(x, floor, 1, 5);
      free = left + wide + 12;
      said = words;
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

function pixelRatio(): number {
  return Math.min(2, window.devicePixelRatio || 1);
}
