// The first page: who has which role where, and what of it is asked for.

const wanted = { people: "", repositories: "", kind: "", role: -1 };
let asked = 0;
let shownPeople = report.subjects.map((_, i) => i);
let shownRepositories = report.repositories.map((_, i) => i);

const grid = new Grid("Roles of people in repositories", "Person", {
  head: (row) => {
    const name = report.subjects[shownPeople[row]];
    return link(toPerson(name), name, { title: name });
  },
  column: (column) => {
    const name = report.repositories[shownRepositories[column]];
    return link(toRepository(name), name, { title: name });
  },
  cell: (row, column) => {
    const person = shownPeople[row];
    const repository = shownRepositories[column];
    const role = ROLES[roleIn(person, repository)];
    const href = toAccess(report.subjects[person], report.repositories[repository]);
    return role === "none"
      ? link(href, "·", { "aria-label": "none", class: "none" })
      : link(href, role, { class: role });
  },
});

const said = make("output", { id: "found", "aria-live": "polite" });

function field(label, control) {
  return make("label", {}, make("span", {}, label), control);
}

function choice(name, options, change) {
  const select = make("select", { name }, ...options.map(([value, text]) => make("option", { value }, text)));
  select.addEventListener("change", () => change(select.value));
  return select;
}

function search(name, change) {
  const input = make("input", { type: "search", name, autocomplete: "off", spellcheck: "false" });
  input.addEventListener("input", () => change(input.value));
  return input;
}

function filters() {
  const change = (name) => (value) => {
    wanted[name] = value;
    find();
  };
  return make(
    "search",
    { class: "filters", "aria-label": "Filter" },
    field("Find people", search("people", change("people"))),
    field("Find repositories", search("repositories", change("repositories"))),
    field(
      "Kind",
      choice("kind", [["", "all"], ["user:", "users"], ["service:", "services"], ["anonymous", "everybody"]], change("kind")),
    ),
    field(
      "Role",
      choice(
        "role",
        [["-1", "all"], ["1", "pull or more"], ["2", "push or more"], ["3", "maintain or more"], ["4", "admin"], ["0", "without any"]],
        (value) => change("role")(Number(value)),
      ),
    ),
  );
}

/** Whether a name holds all words that are asked for, in any case. */
function matcher(text) {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return (name) => {
    const lower = name.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}

const numbersWhere = (names, test) => names.map((_, i) => i).filter((i) => test(names[i]));

/** Looks for what is asked for; of two searches at once the later one is shown. */
async function find() {
  const search = ++asked;
  const isPersonWanted = matcher(wanted.people);
  let people = numbersWhere(
    report.subjects,
    (name) => name.startsWith(wanted.kind) && isPersonWanted(name),
  );
  let repositories = numbersWhere(report.repositories, matcher(wanted.repositories));
  if (wanted.role >= 0) {
    const held = await holding(people, repositories, () => search === asked);
    if (!held) return;
    [people, repositories] = held;
  }
  shownPeople = people;
  shownRepositories = repositories;
  grid.show(people.length, repositories.length);
  say();
}

/** Those who have the role anywhere, and where anybody has it; without any: those who have none. */
async function holding(people, repositories, isWanted) {
  const having = [];
  const had = new Set();
  const none = wanted.role === 0;
  const whole = await inSlices(
    people.length,
    (i) => {
      const held = rolesOf(people[i]);
      let has = false;
      for (const repository of repositories) {
        if (held[repository] >= (none ? 1 : wanted.role)) {
          has = true;
          had.add(repository);
        }
      }
      if (has !== none) having.push(people[i]);
    },
    isWanted,
  );
  return whole && [having, none ? repositories : repositories.filter((one) => had.has(one))];
}

function say() {
  said.textContent =
    shownPeople.length.toLocaleString("en") +
    " of " +
    amount(report.subjects.length, "subject") +
    ", " +
    shownRepositories.length.toLocaleString("en") +
    " of " +
    amount(report.repositories.length, "repository", "repositories");
}

function matrixPage() {
  const contents = [
    make("p", {}, "Each cell says which role somebody has in a repository; it leads to the reason."),
    controls,
    said,
    grid.scroller,
  ];
  if (report.repositories.length === 0) {
    contents.push(
      make("p", {}, "No repository is declared, so there is no column. The page of each person says what they have."),
    );
  }
  return { title: "People and repositories", contents, shown: () => grid.again() };
}

const controls = filters();
grid.show(shownPeople.length, shownRepositories.length);
say();
