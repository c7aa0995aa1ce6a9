// What the time bar keeps folded away: exact time, what was known by then, the speed of playing. Made when first opened.

import type { Clock } from "./clock";
import { h } from "./dom";
import type { Known } from "./known";
import type { Selection } from "./selection";
import { say, type Message } from "./words";

const SPEEDS: [Message, number][] = [["slow", 1600], ["normal", 800], ["fast", 350]];

export class More {
  readonly element: HTMLDetailsElement;
  /** Milliseconds from step to step while playing. */
  pause = 800;
  private exact: HTMLInputElement | null = null;

  constructor(private readonly selection: Selection, private readonly clock: Clock, private readonly known: Known) {
    this.element = h("details", { class: "more", ontoggle: () => this.show() }, h("summary", { "aria-label": say("more"), title: say("more") }, "⋯"));
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.element.open) return;
      this.element.open = false;
      this.element.querySelector("summary")?.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !this.element.contains(event.target)) this.element.open = false;
    });
  }

  /** Follows the state while it is open. */
  show(): void {
    if (!this.element.open) return;
    this.exact ??= this.filled();
    this.exact.value = this.clock.toField(this.selection.state.at);
  }

  private filled(): HTMLInputElement {
    const exact: HTMLInputElement = h("input", {
      type: "datetime-local", "aria-label": say("exactTime", { zone: this.clock.zone }), onchange: () => this.typed(exact.value),
    });
    const speed: HTMLSelectElement = h(
      "select",
      { "aria-label": say("speed"), onchange: () => (this.pause = Number(speed.value)) },
      ...SPEEDS.map(([words, pause]) => h("option", { value: pause, selected: pause === this.pause }, say(words))),
    );
    this.element.append(h(
      "div",
      { class: "more-box" },
      h("label", {}, h("span", {}, say("exactLabel")), exact),
      this.known.choice(),
      h("label", {}, h("span", {}, say("speedLabel")), speed),
    ));
    this.known.show();
    return exact;
  }

  private typed(value: string): void {
    const at = this.clock.fromField(value);
    if (at === null) return;
    const { period } = this.selection;
    this.selection.update({ at: Math.max(period.start, Math.min(period.end - 1, at)), span: "moment" });
  }
}
