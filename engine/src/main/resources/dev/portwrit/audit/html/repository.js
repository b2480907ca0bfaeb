// The page of a repository.

function repositoryPage(parameters) {
  const repository = repositoryCalled(parameters.get("name") ?? "");
  const people = report.subjects
    .map((name, number) => ({ name, role: roleIn(number, repository.number) }))
    .filter((one) => one.role > 0);
  const contents = [
    make("p", {}, repository.number < 0 ? notHeld(repository.name) : people.length === 0 ? "Nobody has a role here." : amount(people.length, "subject") + " with a role"),
  ];
  if (people.length > 0) {
    contents.push(
      table(
        "Who has a role in " + repository.name,
        ["Subject", "Role"],
        people.map((one) => () => [
          link(toPerson(one.name), one.name),
          link(toAccess(one.name, repository.name), ROLES[one.role], { class: ROLES[one.role] }),
        ]),
      ),
    );
  }
  const part = make("section", { "aria-label": "Rules" });
  contents.push(part);
  return {
    title: repository.name,
    contents,
    shown: () => showWays(part, () => waysInto(repository)),
  };
}

async function waysInto(repository) {
  const matches = patternsOf(repository);
  const rows = await rowsWhere((columns, at) => matches[columns[REPOSITORY][at]]);
  return [
    waysList("By which rules", rows.filter(isDeclared), OF_RULE),
    waysList("What the registry allows besides", rows.filter(isUndeclared), OF_ONE),
  ];
}
