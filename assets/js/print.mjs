// Opens every table behind a chart for printing and closes it afterwards. A data-print button prints the page.
export function makePrintable() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details[data-print-open]:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });
}
