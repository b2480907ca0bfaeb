// The ways in which somebody has an access: the rows of the report, those that say the same together.

const LABELS = {
  subject: "Who",
  action: "May",
  registry: "Registry",
  repository: "Repositories",
  tags: "Tags",
  via: "Through",
  place: "Written in",
  since: "Since commit",
  "since-time": "Since",
  author: "Author",
  approver: "Approved by",
  approval: "Approval known by",
  "in-force": "In force since",
  expires: "Expires",
  declared: "In the policy",
  live: "Allowed by the registry",
  drift: "Drift",
};
const OF_ONE = report.columns.filter((name) => name !== "action" && name !== "registry");
const OF_RULE = ["repository", "rule", "file", "line", "expires", "declared"];

/** Groups of rows that have the same texts in some columns, in the order of the rows. */
function grouped(rows, names) {
  const numbers = names.map(columnNumber);
  const groups = new Map();
  for (const row of rows) {
    const key = numbers.map((column) => row.block.columns[column][row.at]).join();
    if (groups.has(key)) groups.get(key).push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

/** The texts that a group has in a column, each once. */
function textsOf(group, name) {
  if (name === "place") {
    return distinct(group.map((row) => placeText(row))).filter((text) => text !== "");
  }
  return distinct(group.map((row) => cell(row, columnNumber(name)))).filter((text) => text !== "");
}

const distinct = (texts) => [...new Set(texts)];

function placeText(row) {
  const file = cell(row, columnNumber("file"));
  return file === "" ? "" : file + ":" + cell(row, columnNumber("line"));
}

const isShown = (name, texts) =>
  texts.length > 0 && isKnown(name) && !(name === "declared" && texts[0] === "yes" && texts.length === 1);

function heading(group) {
  const row = group[0];
  const rule = cell(row, columnNumber("rule"));
  if (rule !== "") return rule;
  return "not by policy: " + cell(row, columnNumber("via"));
}

/** One way, as an entry of a list. */
function way(group) {
  const facts = make("dl", { class: "facts" });
  for (const [name, label] of Object.entries(LABELS)) {
    const texts = textsOf(group, name);
    if (!isShown(name, texts)) continue;
    const shown = name === "subject" ? texts.map(personLink) : texts;
    facts.append(make("div", {}, make("dt", {}, label), make("dd", {}, ...withCommas(shown))));
  }
  return make("li", {}, make("p", { class: "rule" }, heading(group)), facts);
}

/** A list of ways under a heading; empty where there is none. */
async function waysList(title, rows, names, level = "h3") {
  if (rows.length === 0) return [];
  const groups = grouped(rows, names);
  const list = make("ul", { class: "ways" });
  await inSlices(groups.length, (i) => list.append(way(groups[i])));
  return [make(level, {}, title + " (" + groups.length.toLocaleString("en") + ")"), list];
}

/** Puts lists of ways into a part of the page once the rows were read. */
async function showWays(part, lists) {
  part.setAttribute("aria-busy", "true");
  part.replaceChildren(make("p", {}, "Reading the rows…"));
  const shown = [];
  for (const list of await lists()) shown.push(...(await list));
  part.replaceChildren(...(shown.length > 0 ? shown : [make("p", {}, "No row of the report.")]));
  part.removeAttribute("aria-busy");
}

const DECLARED = columnNumber("declared");
const SUBJECT = columnNumber("subject");
const REPOSITORY = columnNumber("repository");
const isDeclared = (row) => cell(row, DECLARED) === "yes";
const isUndeclared = (row) => cell(row, DECLARED) === "no";
const isUnknownRow = (row) => cell(row, DECLARED) === "unknown";
