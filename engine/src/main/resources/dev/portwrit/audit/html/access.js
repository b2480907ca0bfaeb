// Why somebody has the role in a repository, over the page from which it was asked.

const dialog = make("dialog", { "aria-labelledby": "access-title" });
document.body.append(dialog);
dialog.addEventListener("close", () => leaveAccess());

function showAccess(parameters) {
  const person = subjectCalled(parameters.get("person") ?? "");
  const repository = repositoryCalled(parameters.get("repository") ?? "");
  const unheld = [person, repository].filter((one) => one.number < 0);
  const role = unheld.length > 0 ? "" : ": " + ROLES[roleIn(person.number, repository.number)];
  const part = make("section", { "aria-label": "Reason" });
  const close = make("button", { type: "button" }, "Close");
  close.addEventListener("click", () => dialog.close());
  dialog.replaceChildren(
    make("h2", { id: "access-title", tabindex: "-1", autofocus: true }, person.name + " in " + repository.name + role),
    ...unheld.map((one) => make("p", {}, notHeld(one.name))),
    make(
      "p",
      {},
      link(toPerson(person.name), "All of this person"),
      " ",
      link(toRepository(repository.name), "All of this repository"),
      " ",
      close,
    ),
    part,
    make("p", { class: "ask" }, question(person, repository)),
  );
  if (!dialog.open) dialog.showModal();
  return showWays(part, () => waysOfAccess(person, repository));
}

/** The command that says why of the greatest thing that the role allows, as of the report. */
function question(person, repository) {
  const action = ["pull", "pull", "push", "delete", "administer"][roleIn(person.number, repository.number)];
  const asOf = (report.revision ? " --at " + report.revision : "") + " --now " + report.now;
  return "portwrit explain " + person.name + " " + action + " " + repository.name + asOf;
}

async function waysOfAccess(person, repository) {
  const matches = patternsOf(repository);
  const own = numbersOf(person.name);
  const all = numberOf(SUBJECT, EVERYBODY);
  const rows = await rowsWhere(
    (columns, at) =>
      matches[columns[REPOSITORY][at]] && (own.has(columns[SUBJECT][at]) || columns[SUBJECT][at] === all),
  );
  return [
    waysList("By policy", rows.filter(isDeclared), OF_ONE),
    waysList("By the registry alone", rows.filter(isUndeclared), OF_ONE),
  ];
}
