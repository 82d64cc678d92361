// Draws the charts and keeps an open page up to date. The page says everything without it.
"use strict";

(() => {
  const colours = ["#2a6f97", "#2f7d4f", "#b7791f", "#6b5b95"];
  const charts = new Map();

  const animation = false;

  const drawLine = (canvas, series) => ({
    type: series.labels.length > 1 ? "line" : "bar",
    data: {
      labels: series.labels,
      datasets: series.names.map((name, index) => ({
        label: name,
        data: series.values[index],
        borderColor: colours[index],
        backgroundColor: colours[index],
        borderWidth: 2,
        borderDash: index === 0 ? [] : [6, 4],
        pointStyle: index === 0 ? "circle" : "rect",
        pointRadius: 3,
        tension: 0.2,
        maxBarThickness: 48,
      })),
    },
    options: {
      animation,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      plugins: { legend: { position: "top", align: "end", labels: { usePointStyle: true, boxWidth: 8, boxHeight: 8 } } },
      scales: { y: { beginAtZero: true, ticks: { precision: 0 } }, x: { grid: { display: false } } },
    },
  });

  const drawBars = (canvas, instrument) => ({
    type: "bar",
    data: {
      labels: instrument.labels,
      datasets: [{ data: instrument.counts, backgroundColor: "#2a6f97", maxBarThickness: 16 }],
    },
    options: {
      animation,
      indexAxis: "y",
      maintainAspectRatio: false,
      plugins: { legend: { display: false } },
      scales: { x: { beginAtZero: true, ticks: { precision: 0, maxTicksLimit: 6 } }, y: { grid: { display: false } } },
    },
  });

  const show = (canvas, draw, data) => {
    if (!canvas || typeof Chart === "undefined") return;
    const chart = charts.get(canvas);
    if (chart) {
      const fresh = draw(canvas, data).data;
      chart.data.labels = fresh.labels;
      fresh.datasets.forEach((dataset, index) => { chart.data.datasets[index].data = dataset.data; });
      chart.update("none");
      return;
    }
    canvas.parentElement.hidden = false;
    charts.set(canvas, new Chart(canvas, draw(canvas, data)));
  };

  const showCharts = (data) => {
    if (!data) return;
    if (data.daily && data.daily.labels.length > 0) show(document.getElementById("chart-daily"), drawLine, data.daily);
    for (const instrument of data.severity || []) {
      const canvas = [...document.querySelectorAll("canvas[data-instrument]")]
        .find((one) => one.dataset.instrument === instrument.instrument);
      show(canvas, drawBars, instrument);
    }
  };

  const chartsOfPage = () => {
    const element = document.getElementById("chart-data");
    if (element) showCharts(JSON.parse(element.textContent));
  };

  const apply = (update) => {
    for (const element of document.querySelectorAll("[data-figure]")) {
      const id = element.dataset.figure;
      const text = update.figures[id];
      if (text !== undefined && text !== element.textContent) {
        element.textContent = text;
        element.classList.remove("is-new");
        void element.offsetWidth;
        element.classList.add("is-new");
      }
      const hint = update.hints[id];
      if (hint !== undefined) element.title = hint;
    }
    showCharts(update.charts);
  };

  // What the reader has typed, opened and scrolled to, to be found again in other content.
  const nameOf = (details) => [
    details.closest("[aria-labelledby]")?.getAttribute("aria-labelledby"), details.querySelector("summary")?.textContent,
  ].join("/");

  const keepState = () => {
    const focused = document.activeElement;
    const typed = [...document.querySelectorAll("input[id], select[id]")].map((field) => [field.id, field.value]);
    const open = new Set([...document.querySelectorAll("details[open]")].map(nameOf));
    const scrolled = [...document.querySelectorAll(".table-responsive")].map((box) => [box.scrollLeft, box.scrollTop]);
    const selection = focused && typeof focused.selectionStart === "number"
      ? [focused.selectionStart, focused.selectionEnd] : null;
    return { focused: focused && focused.id, typed, open, scrolled, selection };
  };

  const putBack = (state) => {
    for (const [id, value] of state.typed) {
      const field = document.getElementById(id);
      if (!field) continue;
      if (!field.options || [...field.options].some((option) => option.value === value)) field.value = value;
    }
    for (const details of document.querySelectorAll("details")) details.open = state.open.has(nameOf(details));
    const boxes = [...document.querySelectorAll(".table-responsive")];
    if (boxes.length === state.scrolled.length) {
      boxes.forEach((box, index) => { [box.scrollLeft, box.scrollTop] = state.scrolled[index]; });
    }
    const focused = state.focused && document.getElementById(state.focused);
    if (!focused) return;
    focused.focus({ preventScroll: true });
    if (state.selection) focused.setSelectionRange(...state.selection);
  };

  // The page has other rows than before: its content is fetched and put in place, where the reader is.
  let isReplacing = false;
  const replaceContent = async () => {
    if (isReplacing) return;
    isReplacing = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const state = keepState();
      for (const chart of charts.values()) chart.destroy();
      charts.clear();
      for (const selector of ["main", ".period"]) {
        const [old, replacement] = [document.querySelector(selector), fresh.querySelector(selector)];
        if (old && replacement) old.replaceWith(replacement);
      }
      putBack(state);
      chartsOfPage();
    } finally {
      isReplacing = false;
    }
  };

  const listen = (address) => {
    const state = document.querySelector("[data-live]");
    const tell = (text) => { if (state) state.dataset.live = text; };
    const source = new EventSource(address);
    source.addEventListener("open", () => tell("on"));
    source.addEventListener("error", () => {
      tell("off");
      // A browser gives up on some failures; the page doesn't.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => { source.close(); listen(address); }, 5000);
    });
    source.addEventListener("figures", (event) => {
      tell("on");
      const update = JSON.parse(event.data);
      const main = document.querySelector("main");
      if (main.dataset.shape !== update.shape) replaceContent().then(() => apply(update));
      else apply(update);
    });
  };

  chartsOfPage();
  if (document.body.dataset.events && typeof EventSource !== "undefined") listen(document.body.dataset.events);
})();
