// Puts an interactive chart in the place of each drawing, where there is room for one.
//
// The page is complete without this: it loads Plotly (from this service, nowhere else) only when a
// figure comes near the window. On a narrow screen the drawing stays: it is easier to read there,
// and a phone is spared a megabyte. Colours come from style.css by role, so that light and dark
// follow the reader's choice.

const WIDE_ENOUGH = "(min-width: 46rem)";

// Plotly writes a style sheet for maps into the page, unless an element of this name is there already.
// We draw no maps and our policy allows no such sheet, so the script itself bears the name.
const MAP_STYLES = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

let arriving;

function plotly() {
  arriving ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.id = MAP_STYLES;
    script.src = "/static/plotly.min.js";
    script.onload = () => resolve(window.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return arriving;
}

function coloured(trace) {
  const role = trace.meta.role;
  const main = colour(role);
  if (trace.type === "heatmap") {
    const textfont = { color: colour("ink") };
    return { ...trace, colorscale: [[0, colour("soft")], [1, main]], textfont };
  }
  const made = { ...trace, marker: { ...trace.marker, color: main } };
  for (const bars of ["error_x", "error_y"]) {
    if (trace[bars]) {
      made[bars] = { ...trace[bars], color: colour("reach"), thickness: 5, width: 0 };
    }
  }
  if (trace.type === "scatter") {
    made.marker = { size: 11, ...made.marker, line: { color: colour("paper"), width: 2 } };
    made.line = { color: colour("reach"), width: 1.5 };
  } else {
    made.textfont = { color: colour(`on-${role}`) };
    made.outsidetextfont = { color: colour("ink") };
  }
  return made;
}

function laidOut(layout, language) {
  const axis = {
    automargin: true,
    fixedrange: true,
    gridcolor: colour("rule"),
    linecolor: colour("axis"),
    zeroline: false,
    ticks: "",
    ticklabelstandoff: 6,
  };
  return {
    ...layout,
    font: { family: getComputedStyle(document.body).fontFamily, size: 14, color: colour("ink") },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    separators: language === "fr" ? ",\u00a0" : ".,",
    margin: { l: 8, r: 24, t: 12, b: 32, ...layout.margin },
    showlegend: false, // the page has its own, which stays
    hoverlabel: { bgcolor: colour("ink"), font: { color: colour("paper") }, align: "left" },
    xaxis: { ...axis, ...layout.xaxis },
    yaxis: { ...axis, ...layout.yaxis },
  };
}

async function draw(picture) {
  const spec = JSON.parse(picture.querySelector("script").textContent);
  const library = await plotly();
  let chart = picture.querySelector(".chart");
  if (!chart) {
    chart = document.createElement("div");
    chart.className = "chart";
    const drawing = picture.querySelector(".drawing");
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", drawing.getAttribute("aria-label"));
    picture.append(chart);
  }
  chart.style.height = `${spec.layout.height}px`; // a responsive chart is as high as its place
  picture.classList.add("charted");
  const language = document.documentElement.lang;
  await library.react(chart, spec.data.map(coloured), laidOut(spec.layout, language), {
    responsive: true,
    displaylogo: false,
    displayModeBar: false,
    showSendToCloud: false,
    plotlyServerURL: "",
  });
  await library.Plots.resize(chart); // it may have been hidden while the window changed
}

// The drawing comes back if the chart cannot be made.
function replace(picture) {
  draw(picture).catch(() => picture.classList.remove("charted"));
}

const pictures = [...document.querySelectorAll(".picture")];
const wide = window.matchMedia(WIDE_ENOUGH);

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting && wide.matches) {
        watcher.unobserve(entry.target);
        replace(entry.target);
      }
    }
  },
  { rootMargin: "300px" },
);

pictures.forEach((picture) => watcher.observe(picture));

function redraw() {
  for (const picture of pictures) {
    if (picture.querySelector(".chart")) {
      picture.classList.toggle("charted", wide.matches);
      if (wide.matches) replace(picture);
    } else {
      watcher.unobserve(picture);
      watcher.observe(picture);
    }
  }
}

wide.addEventListener("change", redraw);
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
