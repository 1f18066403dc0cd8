// Shows and hides fields depending on other fields, announces this to screen readers, saves, and warns before unsaved
// changes are lost. Without JavaScript, all fields are shown; the server validates them in either case.

const TIMEOUT = 30_000; // milliseconds

const form = document.querySelector("[data-form]");
const fields = [...form.querySelectorAll("[data-needs]")].map((element) => ({
  element,
  needs: Object.entries(JSON.parse(element.dataset.needs)),
  controls: [...element.querySelectorAll("input, select, textarea")],
}));
const button = form.querySelector("[data-saving]");
const label = button.textContent;
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
let leaving = false;
let failure = null;

form.addEventListener("change", (event) => announce(updateFields(), event.target));
form.addEventListener("submit", save);

/** Sends the form without leaving the page, so that nothing is lost if there is no answer. */
async function save(event) {
  event.preventDefault();
  if (sending) {
    return;
  }
  setSending(true);
  const body = new URLSearchParams(new FormData(form, event.submitter));
  try {
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    const signal = AbortSignal.timeout(Number(form.dataset.timeout ?? TIMEOUT));
    const response = await fetch(form.action, { method: "POST", body, headers, signal });
    if (response.status === 204) {
      leaving = true;
      window.location.assign(form.action);
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (page.querySelector("form[data-form]")) {
      sendAgain(event.submitter);
      return;
    }
    showFailure(form.dataset.refusal.replace("{status}", response.status));
  } catch {
    showFailure(form.dataset.failure);
  }
}

/** Tells that the settings were not saved, and why. */
function showFailure(reason) {
  setSending(false);
  failure = Object.assign(document.createElement("div"), { className: "notice problem", role: "alert", tabIndex: -1 });
  const title = Object.assign(document.createElement("h2"), { textContent: form.dataset.failed });
  failure.append(title, Object.assign(document.createElement("p"), { textContent: reason }));
  form.before(failure);
  failure.focus();
}

/** Sends what the server has not saved once more, so that the browser shows the page with the reason. */
function sendAgain(submitter) {
  leaving = true;
  if (submitter?.name) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
  }
  form.submit();
}

/** Shows whether the form is being saved. */
function setSending(value) {
  sending = value;
  failure?.remove();
  button.textContent = value ? button.dataset.saving : label;
  button.setAttribute("aria-disabled", value);
}

window.addEventListener("beforeunload", (event) => {
  if (!leaving && currentValues() !== saved) {
    event.preventDefault();
  }
});
window.addEventListener("pageshow", () => {
  leaving = false;
  setSending(false);
  updateFields();
});
updateFields();
