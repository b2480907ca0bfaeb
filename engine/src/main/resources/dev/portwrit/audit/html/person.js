// The page of a person, a service or everybody.

const EVERYBODY = "anonymous";

function personPage(parameters) {
  const subject = subjectCalled(parameters.get("name") ?? "");
  const held = subject.number < 0 ? [] : rolesOf(subject.number);
  const repositories = report.repositories
    .map((name, number) => ({ name, role: held[number] ?? 0 }))
    .filter((one) => one.role > 0);
  const contents = [make("p", {}, subject.number < 0 ? notHeld(subject.name) : roleCounts(repositories))];
  if (repositories.length > 0) {
    contents.push(
      table(
        "Roles of " + subject.name,
        ["Repository", "Role"],
        repositories.map((one) => () => [
          link(toRepository(one.name), one.name),
          link(toAccess(subject.name, one.name), ROLES[one.role], { class: ROLES[one.role] }),
        ]),
      ),
    );
  }
  const part = make("section", { "aria-label": "Ways" });
  contents.push(part);
  return {
    title: subject.name,
    contents,
    shown: () => showWays(part, () => waysOfPerson(subject.name)),
  };
}

/** Such as "3 repositories: 1 admin, 2 pull". */
function roleCounts(repositories) {
  if (repositories.length === 0) return "No role in any repository that is declared.";
  const counts = ROLES.map((name, role) => [repositories.filter((one) => one.role === role).length, name]);
  return (
    amount(repositories.length, "repository", "repositories") +
    ": " +
    counts
      .filter(([count]) => count > 0)
      .reverse()
      .map(([count, name]) => count.toLocaleString("en") + " " + name)
      .join(", ")
  );
}

async function waysOfPerson(name) {
  const own = await rowsOfPerson(name);
  const all = name === EVERYBODY ? [] : await rowsOfPerson(EVERYBODY);
  return [
    waysList("What " + name + " has by policy", own.filter(isDeclared), OF_ONE),
    waysList("What everybody has", all.filter(isDeclared), OF_ONE),
    waysList("What the registry allows besides", [...own, ...all].filter(isUndeclared), OF_ONE),
  ];
}

function rowsOfPerson(name) {
  const numbers = numbersOf(name);
  return rowsWhere((columns, at) => numbers.has(columns[SUBJECT][at]));
}
