// The address of what is on show, into the clipboard, or into a field where that is forbidden.

import { h } from "./dom";
import { framed } from "./frame";
import { say } from "./words";

export function shareControl(update: () => void): HTMLElement {
  const field = h("input", { type: "text", readonly: true, hidden: true, "aria-label": say("linkField") });
  const button = h("button", { type: "button", class: "link" }, say("copyLink"));
  const shown = (): void => {
    field.hidden = false;
    field.value = location.href;
    field.select();
  };
  button.addEventListener("click", () => {
    update();
    if (framed()) {
      // A frame may not touch the clipboard unless the page around it allows that.
      shown();
      return;
    }
    navigator.clipboard.writeText(location.href).then(() => {
      button.textContent = say("copied");
      window.setTimeout(() => (button.textContent = say("copyLink")), 2000);
    }, shown);
  });
  return h("div", { class: "share" }, field, button);
}
