// A list that refreshes itself does not change while the pointer is over it or someone is using it.
export function keepStill() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const target = event.detail.target;
    if (!target.hasAttribute?.("data-still")) return;
    const busy = target.matches(":hover") || target.contains(document.activeElement) || target.querySelector("details[open]");
    if (busy) event.detail.shouldSwap = false;
  });
}
