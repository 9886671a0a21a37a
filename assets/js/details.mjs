// Small panels (a clock's rule, a menu) close on Escape and when another opens.
const OPEN = ":is(details.wl-clock, details.wl-menu)[open]";

export function foldDetails() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest?.(OPEN) ?? document.querySelector(OPEN);
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll(OPEN)) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
}
