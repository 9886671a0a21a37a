// "Hide this page": covers the whole page, by button or by pressing Shift three times.
const WITHIN_MS = 2000;

export function hidePage() {
  const cover = document.getElementById("cover");
  if (!cover) return;
  const title = document.title;
  let presses = [];

  function hide() {
    document.body.classList.add("wl-hidden");
    cover.hidden = false;
    document.title = "Waylight";
    cover.querySelector("button").focus();
  }

  function show() {
    document.body.classList.remove("wl-hidden");
    cover.hidden = true;
    document.title = title;
    document.getElementById("hide-page")?.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    if (event.repeat) return;
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
    if (presses.length < 3) return;
    presses = [];
    if (cover.hidden) hide();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-hide-page]")) hide();
    if (event.target.closest("[data-show-page]")) show();
  });
}
