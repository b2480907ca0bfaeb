// What the report holds. Rows are columns of numbers, each the number of a text of its column.

const element = (id) => document.getElementById(id);
const report = JSON.parse(element("report").textContent);
const tables = JSON.parse(element("tables").textContent);
const ROLES = ["none", "pull", "push", "maintain", "admin"];

/** A list in which a number below zero says how often the one before it comes again. */
function decode(runs, into) {
  let at = 0;
  let last = 0;
  for (const number of runs) {
    if (number >= 0) {
      last = number;
      into[at++] = last;
    } else {
      into.fill(last, at, at - number);
      at -= number;
    }
  }
  return into;
}

const roles = [];

/** The roles of a subject by the number of the repository; decoded when it is first asked for. */
function rolesOf(subject) {
  roles[subject] ??= decode(report.roles[subject], new Uint8Array(report.repositories.length));
  return roles[subject];
}

const roleIn = (subject, repository) =>
  subject < 0 || repository < 0 ? 0 : rolesOf(subject)[repository];

const columnNumber = (name) => report.columns.indexOf(name);
const isKnown = (column) => !report.unknown.includes(column);
const hasLive = isKnown("live");

const blocks = [];

/** Reads the rows; whoever needs them waits for it. */
const rowsRead = (async () => {
  await pause(); // what is seen first comes first
  const scripts = document.querySelectorAll("script.rows");
  const arrays = tables.texts.map((texts) =>
    texts.length <= 0x100 ? Uint8Array : texts.length <= 0x10000 ? Uint16Array : Uint32Array,
  );
  await inSlices(scripts.length, (i) => {
    const { count, columns } = JSON.parse(scripts[i].textContent);
    blocks.push({
      count,
      columns: columns.map((runs, column) => decode(runs, new arrays[column](count))),
    });
    scripts[i].remove();
  });
})();

/** The text of a cell of a row. */
const cell = (row, column) =>
  tables.texts[column][row.block.columns[column][row.at]];

/** The number of a text in a column, -1 if no row has it. */
const numberOf = (column, text) => tables.texts[column].indexOf(text);

/** All rows of which a test of a block's columns and a place in them says yes. */
async function rowsWhere(test) {
  await rowsRead;
  const found = [];
  await inSlices(blocks.length, (i) => {
    const block = blocks[i];
    for (let at = 0; at < block.count; at++) {
      if (test(block.columns, at)) found.push({ block, at });
    }
  });
  return found;
}

/** For each pattern in the rows, whether it matches a repository. */
function patternsOf(repository) {
  return tables.patterns.map((ranges, pattern) => {
    if (repository.number < 0) return tables.texts[columnNumber("repository")][pattern] === repository.name;
    for (let i = 0; i < ranges.length; i += 2) {
      if (ranges[i] <= repository.number && repository.number < ranges[i + 1]) return true;
    }
    return false;
  });
}

/** The numbers of a subject and of the groups that it is in, in the column of subjects. */
const numbersOf = (name) =>
  new Set([numberOf(SUBJECT, name), ...tables.members.flatMap((names, number) => (names.includes(name) ? [number] : []))]);

/** What is said of a name in an address of which the matrix says nothing. */
const notHeld = (name) =>
  "The matrix of this report does not hold " + name + ": which role there is, portwrit can tells. What follows are rows that name it.";

const subjectCalled = (name) => ({ name, number: report.subjects.indexOf(name) });
const repositoryCalled = (name) => ({ name, number: report.repositories.indexOf(name) });
