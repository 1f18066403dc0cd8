// Shows and hides fields depending on other fields, announces this to screen readers, and warns before unsaved changes
// are lost. Without JavaScript, all fields are shown; the server validates them in either case.

const form = document.querySelector("[data-form]");
const fields = [...form.querySelectorAll("[data-needs]")].map((element) => ({
  element,
  needs: Object.entries(JSON.parse(element.dataset.needs)),
  controls: [...element.querySelectorAll("input, select, textarea")],
}));
const announcements = form.querySelector("[data-announcements]");

/** Returns the value of the controls with this name, even if they are hidden. */
function value(name) {
  const controls = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const selected = controls.find((control) => !["checkbox", "radio"].includes(control.type) || control.checked);
  return selected ? selected.value : "";
}

/** Returns the label of the selected option or button. */
function selectedLabel(control) {
  const labels = control.selectedOptions ?? control.labels ?? [];
  return labels.length ? labels[0].textContent.trim() : control.value;
}

/** Shows and hides the fields, and returns those that changed. Hidden fields keep their values but are not sent. */
function updateFields() {
  return fields.filter(({ element, needs, controls }) => {
    const needed = needs.every(([name, values]) => values.includes(value(name)));
    const hidden = !needed && element.dataset.wrong === undefined;
    const changed = element.hidden !== hidden;
    element.hidden = hidden;
    for (const control of controls) {
      control.disabled = hidden;
    }
    return changed;
  });
}

/** Announces which fields have been shown or hidden. */
function announce(changed, control) {
  if (control.type === "checkbox") {
    return;
  }
  const texts = changed.map(({ element }) => (element.hidden ? element.dataset.hidden : element.dataset.shown));
  announcements.textContent = texts.filter(Boolean).join(" ").replaceAll("{choice}", selectedLabel(control));
}

/** Returns the values of all controls, including hidden ones. */
function currentValues() {
  return JSON.stringify(
    fields.flatMap(({ controls }) => controls.map((control) => [control.name, control.value, control.checked])),
  );
}

const saved = form.dataset.unsaved === undefined ? currentValues() : null;
let sending = false;

form.addEventListener("change", (event) => announce(updateFields(), event.target));
form.addEventListener("submit", (event) => {
  if (sending) {
    event.preventDefault();
  }
  sending = true;
});
window.addEventListener("beforeunload", (event) => {
  if (!sending && currentValues() !== saved) {
    event.preventDefault();
  }
});
window.addEventListener("pageshow", () => {
  sending = false;
  updateFields();
});
updateFields();
