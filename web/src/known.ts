// The second clock: what was known at a time, apart from what happened at it.

import type { Clock } from "./clock";
import { h } from "./dom";
import type { Selection } from "./selection";
import { say } from "./words";

export class Known {
  /** Switches between what is known now and what was known at the slider's time. */
  readonly toggle: HTMLButtonElement;
  /** The same with an exact time of its own. */
  readonly choice: HTMLElement;
  private readonly select: HTMLSelectElement;
  private readonly at: HTMLInputElement;

  constructor(private readonly selection: Selection, private readonly clock: Clock) {
    this.toggle = h("button", {
      type: "button", class: "switch known", "aria-pressed": "false", title: say("asKnownHint"),
      onclick: () => selection.update({ known: selection.state.known === null ? "slider" : null }),
    }, say("asKnown"));
    this.select = h(
      "select",
      { "aria-label": say("whatWasKnown"), onchange: () => this.chose() },
      h("option", { value: "" }, say("knownNow")),
      h("option", { value: "slider" }, say("knownAtSlider")),
      h("option", { value: "at" }, say("knownBy")),
    );
    this.at = h("input", {
      type: "datetime-local", "aria-label": say("knownByField", { zone: clock.zone }), hidden: true, onchange: () => this.chose(),
    });
    this.choice = h("div", { class: "choice" }, h("span", {}, say("whatWasKnown")), this.select, this.at);
  }

  private chose(): void {
    const { value } = this.select;
    this.at.hidden = value !== "at";
    if (value === "at" && this.at.value === "") this.at.value = this.clock.toField(this.selection.period.end);
    this.selection.update({ known: value === "" ? null : value === "slider" ? "slider" : this.clock.fromField(this.at.value) });
  }

  /** Follows the state. */
  show(): void {
    const { known } = this.selection.state;
    this.toggle.setAttribute("aria-pressed", String(known !== null));
    this.select.value = known === null ? "" : known === "slider" ? "slider" : "at";
    this.at.hidden = this.select.value !== "at";
    if (typeof known === "number") this.at.value = this.clock.toField(known);
  }
}
