// Turns what the API says into elements. Texts come from users: they are set as text, isolated in their direction, with invisible direction marks made visible.
import { drawBars, drawCurves } from "./charts.js";

const byId = (id) => document.getElementById(id);
const marks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
export const plain = (text) => String(text ?? "").replace(marks, (mark) => `\\u${mark.codePointAt(0).toString(16).padStart(4, "0")}`);
const score = (value) => (typeof value === "number" ? value.toFixed(4) : "");
const short = (value) => (typeof value === "number" ? Number(value.toPrecision(3)).toString() : plain(value));
const duration = (seconds) => (seconds == null ? "" : seconds < 90 ? `${Math.round(seconds)} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`);
export const isOver = (study) => ["completed", "stopped", "failed"].includes(study.status);

function element(name, text, kind) {
  const made = document.createElement(name);
  made.textContent = text ?? "";
  if (kind) {
    made.className = kind;
  }
  return made;
}

function isolated(text) {
  return element("bdi", plain(text));
}

function row(cells, kind) {
  const line = element("tr", "", kind);
  line.append(...cells.map(({ text, child, kind: cellKind }) => {
    const cell = element("td", "", cellKind);
    cell.append(child ?? isolated(text));
    return cell;
  }));
  return line;
}

function items(list, texts) {
  list.replaceChildren(...texts.map((text) => {
    const line = element("li");
    line.append(isolated(text));
    return line;
  }));
}

export function showStudies(studies, chosen, choose) {
  studies.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  const focused = document.activeElement?.closest?.("#studies")?.ownerDocument.activeElement?.getAttribute("href");
  byId("studies").tBodies[0].replaceChildren(...studies.map((study) => {
    const link = document.createElement("a");
    link.href = `#${encodeURIComponent(study.id)}`;
    link.append(isolated(study.name));
    const line = row([
      { child: link }, { text: study.status, kind: "state-cell" }, { text: score(study.best?.objective), kind: "n" },
      { text: `${study.trialsFinished} of ${study.budget.trials}`, kind: "n" }, { text: isOver(study) ? "" : duration(study.secondsLeft), kind: "n" },
      { text: study.dataset }, { text: study.model },
    ], study.id === chosen ? "chosen" : study.status);
    line.addEventListener("click", () => choose(study.id));
    return line;
  }));
  if (focused) {
    [...byId("studies").querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  }
  byId("studies").hidden = !studies.length;
  byId("empty").hidden = studies.length > 0;
  byId("example").textContent = `curl -X PUT --data-binary @train.csv ${location.origin}/api/datasets/mine/train.csv`;
}

function card(value, what, kind) {
  const box = element("div", "", `card ${kind ?? ""}`);
  box.append(element("b", value), element("small", what));
  return box;
}

function showCards(study) {
  const test = study.test?.best;
  byId("cards").replaceChildren(...[
    study.best?.objective != null && card(score(study.best.objective), `${study.objective}, validation, trial ${study.best.trial}`, "best"),
    test && card(score(test.value), `${test.metric}, test split (${score(test.low)} to ${score(test.high)})`, "best"),
    study.baseline?.objective != null && card(score(study.baseline.objective), `${study.objective}, validation, recommended defaults`),
    card(`${study.trialsFinished} of ${study.budget.trials}`, `trials ended; ${short(study.epochsSpent)} epochs`),
    !isOver(study) && study.secondsLeft != null && card(duration(study.secondsLeft), "until it concludes, about"),
    study.deviceSeconds > 0 && card(duration(study.deviceSeconds), "of device time"),
    study.cost != null && card(study.cost.toFixed(study.cost < 1 ? 4 : 2), "cost of the device time"),
  ].filter(Boolean));
}

function showFindings(study) {
  const race = study.finalists;
  byId("finalists").hidden = !race;
  if (race) {
    const verdict = { racing: "The leaders are being compared: ", winner: `Trial ${race.trial} wins: `, equal: `These are equal; the cheapest, trial ${race.trial}, is taken: `, none: "The leaders were not compared over further seeds: " };
    byId("verdict").replaceChildren(element("strong", verdict[race.verdict] ?? ""), isolated(race.reason), ".");
    const table = byId("finalists").querySelector("table");
    table.hidden = !race.standings.length;
    table.tBodies[0].replaceChildren(...race.standings.map((standing) => row([
      { text: standing.trial, kind: "n" }, { text: standing.seeds, kind: "n" }, { text: score(standing.meanLoss), kind: "n" }, { text: score(standing.deviation), kind: "n" }, { text: standing.reason },
    ], standing.trial === race.trial ? "best" : "")));
  }
  byId("importance").hidden = !study.importance;
  if (study.importance) {
    drawBars(byId("importance").querySelector("svg"), study.importance.parameters);
    byId("importance").querySelector("figcaption").textContent =
      `Share of each hyperparameter in what sets good trials apart (PED-ANOVA), over ${study.importance.trials} trials after ${short(study.importance.epochs)} epochs. With few trials a hint, no proof.`;
  }
  const smoke = study.smoke;
  const before = [
    ...(smoke ? [`Smoke run: ${smoke.updates} updates on ${smoke.rows} rows, loss ${smoke.firstLoss.toFixed(3)} to ${smoke.lastLoss.toFixed(3)}; an epoch was estimated at ${duration(smoke.secondsAnEpoch)}${study.estimatedSeconds ? `, the whole study at most ${duration(study.estimatedSeconds)}` : ""}.`] : []),
    ...(study.similarity?.reasons ?? []), ...(study.warnings ?? []),
  ];
  byId("before").hidden = !before.length;
  items(byId("before").querySelector("ul"), before);
}

function showTrials(study, trials) {
  const names = [...new Set(trials.flatMap((trial) => Object.keys(trial.parameters)))];
  const values = (name) => new Set(trials.map((trial) => JSON.stringify(trial.parameters[name])));
  const searched = names.filter((name) => trials.length > 1 && values(name).size > 1);
  const same = names.filter((name) => !searched.includes(name) && trials.length > 0);
  byId("same").textContent = same.length ? `The same in all trials: ${same.map((name) => `${plain(name)} ${short(trials[0].parameters[name])}`).join(", ")}.` : "";
  const head = element("tr");
  head.append(...[["#", "n"], [plain(study.objective), "n"], ["epochs", "n"], ["state", ""], ...searched.map((name) => [plain(name), "n"]), ["why", ""]].map(([text, kind]) => {
    const cell = element("th", text, kind);
    cell.scope = "col";
    return cell;
  }));
  byId("trials").tHead.replaceChildren(head);
  byId("trials").tBodies[0].replaceChildren(...trials.map((trial) => row([
    { text: trial.number, kind: "n" }, { text: score(trial.objective), kind: "n" },
    { text: trial.status === "running" ? `${short(trial.epochsDone)} of ${short(trial.epochsTarget)}` : short(trial.epochsDone), kind: "n" },
    { text: trial.status, kind: "state-cell" }, ...searched.map((name) => ({ text: name in trial.parameters ? short(trial.parameters[name]) : "", kind: "n" })),
    { text: `${trial.origin}; ${trial.reason}`, kind: "why" },
  ], trial.number === study.best?.trial ? "best" : trial.status)));
}

export function showStudy(study, trials) {
  byId("title").replaceChildren(isolated(study.name));
  byId("state").textContent = study.status;
  byId("state").className = `state ${study.status}`;
  const rows = study.rows ? `; ${study.rows.train} rows to train on, ${study.rows.validation} to choose by, ${study.rows.test} kept for the end` : "";
  byId("about").replaceChildren(isolated(study.model), " on ", isolated(study.dataset), study.task ? `, ${study.task}` : "", `${rows} (`, element("code", study.id), ")");
  items(byId("problems"), (study.problems || []).map((problem) => [problem.pointer, problem.file, problem.location, problem.message, problem.remedy].filter(Boolean).join(" · ")));
  showCards(study);
  byId("progress").hidden = isOver(study);
  byId("progress").value = study.epochsPlanned ? Math.min(1, study.epochsSpent / study.epochsPlanned) : 0;
  for (const button of byId("actions").querySelectorAll("button")) {
    button.hidden = isOver(study);
    button.disabled = button.dataset.action === "resume" ? study.status !== "suspended" : button.dataset.action === "suspend" && study.status === "suspended";
  }
  byId("curves-figure").hidden = !drawCurves(byId("curves"), study, trials);
  byId("curves-caption").textContent = "Validation score over epochs. Lines that end early were stopped; point at one to see which trial it is.";
  showFindings(study);
  showTrials(study, trials);
}
