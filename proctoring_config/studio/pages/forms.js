// Makes the forms follow their controls: shows the fields that a choice asks for, says so politely, and warns before
// typed text is lost. Without it every field is shown, and the server judges the same.

const form = document.querySelector("[data-form]");
const fields = [...form.querySelectorAll("[data-needs]")].map((element) => ({
  element,
  needs: Object.entries(JSON.parse(element.dataset.needs)),
  controls: [...element.querySelectorAll("input, select, textarea")],
}));
const announcements = form.querySelector("[data-announcements]");

/** Returns what would be sent for a name, whether or not its control is hidden just now. */
function value(name) {
  const controls = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const chosen = controls.find((control) => !["checkbox", "radio"].includes(control.type) || control.checked);
  return chosen ? chosen.value : "";
}

/** Returns the words that stand beside what an author chose. */
function chosenLabel(control) {
  const labels = control.selectedOptions ?? control.labels ?? [];
  return labels.length ? labels[0].textContent.trim() : control.value;
}

/** Shows and hides the fields; what is hidden is not sent, and keeps what was typed. Returns those that changed. */
function follow() {
  return fields.filter(({ element, needs, controls }) => {
    const wanted = needs.every(([name, values]) => values.includes(value(name)));
    const hidden = !wanted && element.dataset.wrong === undefined;
    const changed = element.hidden !== hidden;
    element.hidden = hidden;
    for (const control of controls) {
      control.disabled = hidden;
    }
    return changed;
  });
}

/** Says politely what became of the fields when a choice was made. */
function announce(changed, control) {
  if (control.type === "checkbox") {
    return;
  }
  const texts = changed.map(({ element }) => (element.hidden ? element.dataset.hidden : element.dataset.shown));
  announcements.textContent = texts.filter(Boolean).join(" ").replaceAll("{choice}", chosenLabel(control));
}

/** Returns everything typed and chosen, hidden or not. */
function typed() {
  return JSON.stringify(
    fields.flatMap(({ controls }) => controls.map((control) => [control.name, control.value, control.checked])),
  );
}

const saved = form.dataset.unsaved === undefined ? typed() : null;
let sending = false;

form.addEventListener("change", (event) => announce(follow(), event.target));
form.addEventListener("submit", (event) => {
  if (sending) {
    event.preventDefault();
  }
  sending = true;
});
window.addEventListener("beforeunload", (event) => {
  if (!sending && typed() !== saved) {
    event.preventDefault();
  }
});
window.addEventListener("pageshow", () => {
  sending = false;
  follow();
});
follow();
