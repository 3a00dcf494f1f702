// Asks the API and shows what it says, again and again while somebody looks.
import { isOver, plain, showStudies, showStudy } from "./views.js";

// A function key comes in the page's fragment (#code=...), which browsers send to nobody, or is asked for when the API wants one. It is kept for this
// tab and sent as a header, so that it stands in no address. Behind an identity provider the browser's own session is enough.
const keyName = "finetune-key";
const pauseMilliseconds = 2000;
const given = new URLSearchParams(location.hash.slice(1)).get("code");
if (given) {
  sessionStorage.setItem(keyName, given);
  history.replaceState(null, "", location.pathname);
}
const headers = () => (sessionStorage.getItem(keyName) ? { "x-functions-key": sessionStorage.getItem(keyName) } : {});
const byId = (id) => document.getElementById(id);
const chosen = () => { try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; } };
const pathOf = (id) => `api/studies/${encodeURIComponent(id)}`;
let round = 0;

async function ask(path, method = "GET") {
  const answer = await fetch(path, { method, headers: headers(), redirect: "manual" });
  if (answer.type === "opaqueredirect") {
    throw new Error("Your session has ended. Reload the page to sign in again.");
  }
  if (answer.status === 401 || answer.status === 403) {
    byId("access").hidden = false;
    byId("list").hidden = true;
    throw new Error(sessionStorage.getItem(keyName) ? "This app does not know the key." : "This app asks for a key.");
  }
  const body = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) {
    throw new Error(body.detail || body.title || answer.statusText);
  }
  return body;
}

async function askPages(path, part) {
  const all = [];
  for (let token = ""; token !== undefined;) {
    const page = await ask(`${path}${token ? `?continuationToken=${encodeURIComponent(token)}` : ""}`);
    all.push(...page[part]);
    token = page.continuationToken;
  }
  return all;
}

async function refresh() {
  const own = ++round;
  try {
    const [id, studies] = [chosen(), await askPages("api/studies", "studies")];
    const [study, trials] = id ? [await ask(pathOf(id)), await askPages(`${pathOf(id)}/trials`, "trials")] : [];
    if (own !== round) {
      return; // A later round overtook this one.
    }
    byId("message").textContent = "";
    byId("access").hidden = true;
    byId("list").hidden = false;
    showStudies(studies, id, (wanted) => { location.hash = encodeURIComponent(wanted); });
    byId("study").hidden = !study;
    document.title = study ? `${plain(study.name)} - FineTune` : "FineTune";
    if (study) {
      byId("report").hidden = study.status === "failed" || !isOver(study);
      byId("report").href = `${pathOf(id)}/report`;
      byId("table").hidden = !trials.length;
      byId("table").href = `${pathOf(id)}/trials.csv`;
      showStudy(study, trials);
    }
  } catch (problem) {
    byId("study").hidden = true;
    byId("message").textContent = problem instanceof TypeError ? "The app does not answer." : plain(problem.message);
  }
}

byId("access").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(keyName, byId("key").value);
  byId("key").value = "";
  refresh();
});

// A link cannot carry the header, so with a key the file is fetched and saved; without one the link is enough.
for (const [link, name] of [["report", "report.html"], ["table", "trials.csv"]]) {
  byId(link).addEventListener("click", async (event) => {
    if (!sessionStorage.getItem(keyName)) {
      return;
    }
    event.preventDefault();
    const answer = await fetch(byId(link).href, { headers: headers() });
    const saved = document.createElement("a");
    saved.href = URL.createObjectURL(await answer.blob());
    saved.download = `${chosen()}-${name}`;
    saved.click();
    URL.revokeObjectURL(saved.href);
  });
}

for (const button of document.querySelectorAll("#actions button")) {
  button.addEventListener("click", async () => {
    let message = "";
    try {
      await ask(`${pathOf(chosen())}/${button.dataset.action}`, "POST");
    } catch (problem) {
      message = plain(problem.message);
    }
    await refresh();
    byId("message").textContent ||= message;
  });
}

async function follow() {
  for (;;) {
    // Nobody looks, or a key is being written: no use in asking.
    if (!document.hidden && byId("access").hidden) {
      await refresh();
    }
    await new Promise((go) => setTimeout(go, pauseMilliseconds));
  }
}

addEventListener("hashchange", refresh);
ask("api/health").then((health) => { byId("device").textContent = health.device.summary; }, () => { byId("device").textContent = ""; });
follow();
