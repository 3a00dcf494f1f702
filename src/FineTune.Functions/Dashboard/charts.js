// Draws into SVG elements, with attributes only: the page's policy allows no inline style.
const svgNamespace = "http://www.w3.org/2000/svg";

function element(name, attributes, text) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.textContent = text ?? "";
  return made;
}

const short = (value) => Number(value.toPrecision(4)).toString();

// A range widened to round numbers, with the places of its ticks.
function axis(low, high) {
  const span = high > low ? high - low : Math.max(Math.abs(high), 1) * 0.1;
  const power = 10 ** Math.floor(Math.log10(span / 5));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= (span / 5) * 0.999);
  const [from, to] = [Math.floor(low / step + 1e-9) * step, Math.ceil((low + span) / step - 1e-9) * step];
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);
  return { ticks, place: (value) => (value - from) / (to - from) };
}

// Objective over epochs, a line for each trial; whether there was anything to draw.
export function drawCurves(chart, study, trials) {
  const narrow = chart.parentElement.clientWidth < 560;
  const [width, height, left, right, top, bottom] = narrow ? [420, 300, 44, 84, 12, 40] : [900, 300, 52, 118, 12, 40];
  const lines = trials
    .map((trial) => ({ trial, points: trial.curve.filter((point) => typeof point.objective === "number") }))
    .filter((line) => line.points.length);
  chart.replaceChildren();
  chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
  if (!lines.length) {
    return false;
  }
  const points = lines.flatMap((line) => line.points);
  const x = axis(0, Math.max(...points.map((point) => point.epoch)));
  const y = axis(Math.min(...points.map((point) => point.objective)), Math.max(...points.map((point) => point.objective)));
  const toX = (epoch) => (left + x.place(epoch) * (width - left - right)).toFixed(1);
  const toY = (value) => (top + (1 - y.place(value)) * (height - top - bottom)).toFixed(1);
  for (const tick of y.ticks) {
    chart.append(element("path", { class: "grid", d: `M${left} ${toY(tick)}H${width - right}` }), element("text", { x: left - 8, y: toY(tick), dy: 4, "text-anchor": "end" }, short(tick)));
  }
  for (const tick of x.ticks) {
    chart.append(element("text", { x: toX(tick), y: height - bottom + 18, "text-anchor": "middle" }, short(tick)));
  }
  chart.append(element("path", { class: "axis", d: `M${left} ${height - bottom}H${width - right}` }));
  chart.append(element("text", { x: (left + width - right) / 2, y: height - 4, "text-anchor": "middle" }, `epochs; ${study.objective} upwards`));
  const kindOf = (trial) => (trial.number === study.best?.trial ? "best" : trial.number === 0 ? "baseline" : "other");
  const order = ["other", "baseline", "best"];
  lines.sort((a, b) => order.indexOf(kindOf(a.trial)) - order.indexOf(kindOf(b.trial)));
  for (const { trial, points: own } of lines) {
    const title = element("title", {}, `trial ${trial.number}: ${short(trial.objective)}`);
    const shape = own.length === 1
      ? element("circle", { class: `line ${kindOf(trial)}`, cx: toX(own[0].epoch), cy: toY(own[0].objective), r: 2.5 })
      : element("polyline", { class: `line ${kindOf(trial)}`, points: own.map((point) => `${toX(point.epoch)},${toY(point.objective)}`).join(" ") });
    shape.append(title);
    chart.append(shape);
  }
  let before = -Infinity;
  const named = lines.filter((line) => kindOf(line.trial) !== "other").map((line) => ({ line, place: Number(toY(line.points.at(-1).objective)) })).sort((a, b) => a.place - b.place);
  for (const { line, place } of named) {
    before = Math.max(place, before + 14);
    const kind = kindOf(line.trial);
    chart.append(element("text", { class: kind, x: width - right + 8, y: before, dy: 4 }, kind === "best" ? `${line.trial.number}: best` : "0: defaults"));
  }
  return true;
}

// A bar for each hyperparameter.
export function drawBars(chart, shares) {
  const narrow = chart.parentElement.clientWidth < 560;
  const [width, nameWidth, valueWidth, rowHeight] = narrow ? [420, 130, 56, 26] : [900, 170, 56, 26];
  const full = width - nameWidth - valueWidth;
  const largest = Math.max(...shares.map((share) => share.value), 1e-9);
  chart.setAttribute("viewBox", `0 0 ${width} ${shares.length * rowHeight}`);
  chart.replaceChildren(...shares.flatMap((share, i) => [
    element("text", { class: "name", x: nameWidth - 10, y: i * rowHeight + 17, "text-anchor": "end" }, share.name),
    element("rect", { class: "track", x: nameWidth, y: i * rowHeight + 6, width: full, height: 14, rx: 3 }),
    element("rect", { class: "bar", x: nameWidth, y: i * rowHeight + 6, width: Math.max(1, (full * share.value) / largest).toFixed(1), height: 14, rx: 3 }),
    element("text", { x: width - valueWidth + 8, y: i * rowHeight + 17 }, `${(100 * share.value).toFixed(1)} %`),
  ]));
}
