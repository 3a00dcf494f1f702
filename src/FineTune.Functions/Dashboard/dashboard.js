"use strict";

// A function key comes in the page's fragment (#code=...), which browsers send to nobody, or is asked for when the API wants one. It is kept for this
// tab and sent as a header, so that it stands in no address. Behind an identity provider the browser's own session is enough.
const keyName = "finetune-key";
const given = new URLSearchParams(location.hash.slice(1)).get("code");
if (given) {
  sessionStorage.setItem(keyName, given);
  history.replaceState(null, "", location.pathname);
}
const headers = () => (sessionStorage.getItem(keyName) ? { "x-functions-key": sessionStorage.getItem(keyName) } : {});
const svgNamespace = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);
let chosen = location.hash.slice(1);

async function ask(path, method = "GET") {
  const answer = await fetch(path, { method, headers: headers() });
  byId("access").hidden = answer.status !== 401;
  if (answer.status === 401) {
    throw new Error("This app asks for a key.");
  }
  const body = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) {
    throw new Error(body.detail || body.title || answer.statusText);
  }
  return body;
}

function row(cells, kind) {
  const line = document.createElement("tr");
  line.className = kind || "";
  for (const cell of cells) {
    const box = document.createElement("td");
    box.textContent = cell ?? "";
    line.append(box);
  }
  return line;
}

const score = (value) => (typeof value === "number" ? value.toFixed(4) : "");
const short = (value) => (typeof value === "number" ? Number(value.toPrecision(3)).toString() : String(value));
const left = (seconds) => (seconds == null ? "" : seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);

function showStudies(studies) {
  studies.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  byId("studies").tBodies[0].replaceChildren(...studies.map((study) => {
    const line = row([study.name, study.dataset, study.model, study.status, `${study.trialsFinished} of ${study.budget.trials}`,
      score(study.best?.objective), left(study.secondsLeft)], study.id === chosen ? "chosen" : study.status);
    line.addEventListener("click", () => { chosen = study.id; location.hash = chosen; refresh(); });
    return line;
  }));
  byId("message").textContent = studies.length ? "" : "No study yet. Upload a dataset: PUT /api/datasets/{name}/train.csv";
}

function showTrials(study, trials) {
  byId("trials").tBodies[0].replaceChildren(...trials.map((trial) => row([
    trial.number, trial.status, `${short(trial.epochsDone)} of ${short(trial.epochsTarget)}`, score(trial.objective),
    Object.entries(trial.parameters).map(([name, value]) => `${name} ${short(value)}`).join(", "), `${trial.origin}; ${trial.reason}`,
  ], trial.number === study.best?.trial ? "best" : trial.status)));
}

function element(name, attributes, text) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.textContent = text ?? "";
  return made;
}

function showCurves(study, trials) {
  const points = trials.flatMap((trial) => trial.curve).filter((point) => typeof point.objective === "number");
  const chart = byId("curves");
  chart.replaceChildren();
  if (!points.length) {
    return;
  }
  const last = Math.max(...points.map((point) => point.epoch));
  const low = Math.min(...points.map((point) => point.objective));
  const high = Math.max(...points.map((point) => point.objective));
  const x = (epoch) => 50 + (epoch / last) * 655;
  const y = (value) => 225 - ((value - low) / (high - low || 1)) * 210;
  chart.append(element("path", { d: "M50 10V225H710" }), element("text", { x: 4, y: y(high) + 4 }, score(high)), element("text", { x: 4, y: y(low) + 4 }, score(low)));
  chart.append(element("text", { x: 330, y: 250 }, `epoch (to ${short(last)}), ${study.objective}`));
  for (const trial of trials) {
    const line = trial.curve.filter((point) => typeof point.objective === "number").map((point) => `${x(point.epoch).toFixed(1)},${y(point.objective).toFixed(1)}`);
    chart.append(element("polyline", { points: line.join(" "), class: trial.number === study.best?.trial ? "best" : trial.number === 0 ? "baseline" : "other" }));
  }
}

async function showStudy() {
  byId("study").hidden = !chosen;
  if (!chosen) {
    return;
  }
  const path = `api/studies/${encodeURIComponent(chosen)}`;
  const study = await ask(path);
  const trials = [];
  for (let token = ""; token !== undefined;) {
    const page = await ask(`${path}/trials${token ? `?continuationToken=${encodeURIComponent(token)}` : ""}`);
    trials.push(...page.trials);
    token = page.continuationToken;
  }
  byId("title").textContent = `${study.name} (${study.id})`;
  const test = study.test?.best ? `; test ${study.test.best.metric} ${score(study.test.best.value)} (${score(study.test.best.low)} to ${score(study.test.best.high)})` : "";
  byId("summary").textContent = `${study.status}; ${short(study.epochsSpent)} of about ${short(study.epochsPlanned)} epochs; best ${study.objective} ${score(study.best?.objective)}, defaults ${score(study.baseline?.objective)}${test}`;
  byId("problems").replaceChildren(...(study.problems || []).map((problem) => {
    const line = document.createElement("li");
    line.textContent = [problem.pointer, problem.file, problem.location, problem.message, problem.remedy].filter(Boolean).join(" · ");
    return line;
  }));
  const over = ["completed", "stopped", "failed"].includes(study.status);
  for (const button of byId("actions").querySelectorAll("button")) {
    button.disabled = over || (button.dataset.action === "resume") !== (study.status === "suspended") && button.dataset.action !== "stop";
  }
  byId("report").href = study.status === "failed" || !over ? "" : `${path}/report`;
  byId("report").hidden = study.status === "failed" || !over;
  showCurves(study, trials);
  showTrials(study, trials);
}

async function refresh() {
  try {
    const studies = [];
    for (let token = ""; token !== undefined;) {
      const page = await ask(`api/studies${token ? `?continuationToken=${encodeURIComponent(token)}` : ""}`);
      studies.push(...page.studies);
      token = page.continuationToken;
    }
    showStudies(studies);
    await showStudy();
  } catch (problem) {
    byId("message").textContent = problem.message;
  }
}

byId("access").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(keyName, byId("key").value);
  byId("key").value = "";
  refresh();
});

// A link cannot carry the header, so with a key the report is fetched and saved; without one the link is enough.
byId("report").addEventListener("click", async (event) => {
  if (!sessionStorage.getItem(keyName)) {
    return;
  }
  event.preventDefault();
  const answer = await fetch(byId("report").href, { headers: headers() });
  const saved = document.createElement("a");
  saved.href = URL.createObjectURL(await answer.blob());
  saved.download = `${chosen}.html`;
  saved.click();
  URL.revokeObjectURL(saved.href);
});

for (const button of document.querySelectorAll("#actions button")) {
  button.addEventListener("click", async () => {
    try {
      await ask(`api/studies/${encodeURIComponent(chosen)}/${button.dataset.action}`, "POST");
    } catch (problem) {
      byId("message").textContent = problem.message;
    }
    await refresh();
  });
}

ask("api/health").then((health) => { byId("device").textContent = health.device.summary; }, () => { byId("device").textContent = ""; });
refresh();
setInterval(refresh, 2000);
