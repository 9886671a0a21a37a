// The checkboxes of a timeline show and hide its entries. Without scripts every entry is visible.
export function filterLists() {
  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-filters]");
    if (!box) return;
    const list = document.getElementById(box.dataset.filters);
    const wanted = new Set([...box.querySelectorAll("input:checked")].map((input) => input.value));
    let shown = 0;
    for (const entry of list.querySelectorAll("[data-kind]")) {
      entry.hidden = wanted.size > 0 && !wanted.has(entry.dataset.kind);
      shown += entry.hidden ? 0 : 1;
    }
    const said = box.querySelector("[data-shown]");
    if (said) said.textContent = `${shown} shown`;
  });
}
