// The second clock: what was known at a time, apart from what happened at it.

import type { Clock } from "./clock";
import { h } from "./dom";
import type { Selection } from "./selection";
import { say } from "./words";

export class Known {
  /** Switches between what is known now and what was known at the slider's time. */
  readonly toggle: HTMLButtonElement;
  private fields: { select: HTMLSelectElement; at: HTMLInputElement } | null = null;

  constructor(private readonly selection: Selection, private readonly clock: Clock) {
    this.toggle = h("button", {
      type: "button", class: "switch known", "aria-pressed": "false", title: say("asKnownHint"),
      onclick: () => selection.update({ known: selection.state.known === null ? "slider" : null }),
    }, say("asKnown"));
  }

  /** Makes the same choice with an exact time of its own. */
  choice(): HTMLElement {
    const select = h(
      "select",
      { "aria-label": say("whatWasKnown"), onchange: () => this.chose() },
      h("option", { value: "" }, say("knownNow")),
      h("option", { value: "slider" }, say("knownAtSlider")),
      h("option", { value: "at" }, say("knownBy")),
    );
    const at = h("input", {
      type: "datetime-local", "aria-label": say("knownByField", { zone: this.clock.zone }), hidden: true, onchange: () => this.chose(),
    });
    this.fields = { select, at };
    return h("div", { class: "choice" }, h("span", {}, say("whatWasKnown")), select, at);
  }

  private chose(): void {
    if (this.fields === null) return;
    const { select: { value }, at } = this.fields;
    at.hidden = value !== "at";
    if (value === "at" && at.value === "") at.value = this.clock.toField(this.selection.period.end);
    this.selection.update({ known: value === "" ? null : value === "slider" ? "slider" : this.clock.fromField(at.value) });
  }

  /** Follows the state. */
  show(): void {
    const { known } = this.selection.state;
    this.toggle.setAttribute("aria-pressed", String(known !== null));
    if (this.fields === null) return;
    const { select, at } = this.fields;
    select.value = known === null ? "" : known === "slider" ? "slider" : "at";
    at.hidden = select.value !== "at";
    if (typeof known === "number") at.value = this.clock.toField(known);
  }
}
