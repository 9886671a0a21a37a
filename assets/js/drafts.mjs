// Saves what is typed, quietly: a form with data-autosave="address" is posted a moment after the last key.
const WAIT_MS = 1500;

export function keepDrafts() {
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const note = document.getElementById(form.dataset.autosaveNote ?? "autosave");
    let timer = 0;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => save(form, note), WAIT_MS);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => clearTimeout(timer));
  }
}

async function save(form, note) {
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "autosave" },
      redirect: "manual",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const at = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
    say(note, `Saved ${at}`, false);
  } catch {
    say(note, "Not saved. Keep this page open; it will be tried again as you type.", true);
  }
}

function say(note, words, trouble) {
  if (!note) return;
  note.textContent = words;
  note.classList.toggle("wl-autosave--trouble", trouble);
}
