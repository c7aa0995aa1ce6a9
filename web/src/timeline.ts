// The time bar: a histogram over the period, a slider below it, and what the slider's window covers.

import { DAY, HOUR, type Clock } from "./clock";
import { h } from "./dom";
import { Histogram } from "./histogram";
import { Known } from "./known";
import { More } from "./more";
import type { Selection } from "./selection";
import { counted, say } from "./words";

export class Timeline {
  readonly element: HTMLElement;
  readonly histogram: Histogram;
  private readonly known: Known;
  private readonly slider: HTMLInputElement;
  private readonly span: HTMLSelectElement;
  private readonly whole: HTMLButtonElement;
  private readonly playButton: HTMLButtonElement;
  private readonly label: HTMLElement;
  private readonly more: More;
  private timer = 0;

  constructor(private readonly selection: Selection, private readonly clock: Clock) {
    const { period } = selection;
    this.histogram = new Histogram(selection, clock);
    this.known = new Known(selection, clock);
    this.slider = h("input", {
      type: "range", min: 0, max: period.lastStep, step: 1, class: "slider", "aria-label": say("time"),
      oninput: () => this.goTo(period.startOf(Number(this.slider.value))),
    });
    this.span = h(
      "select",
      { "aria-label": say("span"), class: "span", onchange: () => selection.update({ span: this.span.value }) },
      ...this.spans().map(([value, words]) => h("option", { value }, words)),
    );
    this.whole = h("button", {
      type: "button", class: "switch whole", "aria-pressed": "false", onclick: () => this.toggleWhole(),
    }, say("wholePeriod"));
    this.playButton = h("button", { type: "button", class: "round play", onclick: () => this.toggle() });
    this.label = h("output", { class: "now", "aria-live": "off" });
    this.more = new More(selection, clock, this.known);
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
        this.known.toggle,
        this.whole,
        this.span,
        this.more.element,
      ),
      h("div", { class: "track" }, this.histogram.element, this.slider),
    );
    this.histogram.element.addEventListener("pointerdown", (event) => this.pressed(event));
    this.setPlaying(false);
  }

  private spans(): [string, string][] {
    const { period } = this.selection;
    const unit = ({ hour: "spanHour", day: "spanDay", week: "spanWeek", month: "spanMonth" } as const)[period.unit];
    const choices = { hour: [1, 3, 6, 12, 24], day: [1, 2, 3, 7], week: [1, 4, 12], month: [1, 4, 12] }[period.unit];
    const opening = Number(this.selection.first.span);
    const counts = Number.isNaN(opening) || choices.includes(opening) ? choices : [...choices, opening].sort((a, b) => a - b);
    const windows = counts
      .filter((count) => count <= period.lastStep + 1)
      .map((count): [string, string] => [String(count), counted(unit, count)]);
    return [...windows, ["sofar", say("allSoFar")], ["all", say("wholePeriod")], ["moment", say("moment")]];
  }

  private goTo(at: number): void {
    const { state, first } = this.selection;
    const span = first.span === "all" ? "1" : first.span;
    this.selection.update({ at, span: state.span === "all" ? span : state.span });
  }

  private toggleWhole(): void {
    const { state, first } = this.selection;
    const span = first.span === "all" ? "1" : first.span;
    this.selection.update({ span: state.span === "all" ? span : "all" });
  }

  private pressed(event: PointerEvent): void {
    const box = this.histogram.element.getBoundingClientRect();
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
    }, this.more.pause);
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

  /** Follows the state: slider, window, words. */
  show(): void {
    const { period, state } = this.selection;
    this.slider.value = String(period.stepOf(state.at));
    this.span.value = state.span;
    this.whole.setAttribute("aria-pressed", String(state.span === "all"));
    this.known.show();
    this.more.show();
    const words = this.words();
    this.slider.setAttribute("aria-valuetext", words);
    this.label.textContent = words;
    this.histogram.drawNow();
  }

  words(): string {
    const words = this.windowWords();
    return this.selection.state.known === "slider" ? say("knownThen", { time: words }) : words;
  }

  private windowWords(): string {
    const { period, state, window: shown } = this.selection;
    const { clock } = this;
    if (state.span === "all") return clock.formatPeriod(period.start, period.end - 1);
    if (state.span === "moment") return clock.formatMoment(state.at);
    if (state.span === "sofar") {
      return say("until", { time: period.unit === "hour" ? clock.formatMoment(shown.to) : clock.formatDay(shown.to - 1) });
    }
    if (period.unit === "hour" && shown.to - shown.from < DAY - HOUR) return `${clock.formatMoment(shown.from)}–${clock.formatTime(shown.to)}`;
    if (shown.to - shown.from <= DAY + HOUR) return `${clock.formatWeekday(shown.from)} ${clock.formatDay(shown.from)}`;
    return clock.formatPeriod(shown.from, shown.to - 1);
  }
}
