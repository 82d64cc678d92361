// Sorts tables by the column whose heading is pressed. Without it they stand in the order that the server gave them.
"use strict";

(() => {
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return (cell?.querySelector("[data-sort]")?.dataset.sort ?? cell?.textContent ?? "").trim();
  };

  const compare = (left, right) => {
    const [a, b] = [Number(left.replaceAll(",", "")), Number(right.replaceAll(",", ""))];
    if (left !== "" && right !== "" && !Number.isNaN(a) && !Number.isNaN(b)) return a - b;
    return left.localeCompare(right, document.documentElement.lang);
  };

  const sort = (table, heading) => {
    const ascending = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((left, right) => {
      const order = compare(valueOf(left, heading.cellIndex), valueOf(right, heading.cellIndex));
      return ascending ? order : -order;
    });
    body.append(...rows);
  };

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    for (const heading of table.tHead?.rows[0]?.cells ?? []) {
      // A column of buttons has a heading for screen readers alone.
      if (heading.querySelector(".visually-hidden")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, heading));
      heading.append(button);
    }
  }
})();
