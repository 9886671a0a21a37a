// Autosave: posts a form with data-autosave="address" shortly after the last key press.
const WAIT_MS = 1500;
const CONFLICT = 409;

export function keepDrafts() {
  for (const form of document.querySelectorAll("form[data-autosave]")) keep(form);
}

function keep(form) {
  const note = document.getElementById(form.dataset.autosaveNote ?? "autosave");
  let timer = 0;
  let saving = Promise.resolve();
  let busy = false;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(begin, WAIT_MS);
  };
  // One save at a time: a save that starts during another would send an old version and conflict with it.
  const begin = () => {
    if (busy) return later();
    busy = true;
    saving = save(form, note).finally(() => {
      busy = false;
    });
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!busy) return;
    const button = event.submitter;
    event.preventDefault();
    saving.then(() => form.requestSubmit(button));
  });
}

async function save(form, note) {
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "autosave" },
      redirect: "manual",
    });
    if (answer.status === CONFLICT) return say(note, "Someone else has saved these answers. Save and continue to compare both versions.", true);
    if (!answer.ok) throw new Error(String(answer.status));
    const version = answer.headers.get("Waylight-Version");
    if (version && form.elements.version) form.elements.version.value = version;
    const at = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
    say(note, `Saved ${at}`, false);
  } catch {
    say(note, "Not saved. Keep this page open. Waylight tries again when you type.", true);
  }
}

function say(note, words, trouble) {
  if (!note) return;
  note.textContent = words;
  note.classList.toggle("wl-autosave--trouble", trouble);
}
