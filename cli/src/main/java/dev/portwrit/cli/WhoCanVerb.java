package dev.portwrit.cli;

import dev.portwrit.access.AccessRelation;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import java.util.List;

/** {@code who-can}: everybody who can do something in a repository. */
final class WhoCanVerb implements Verb {
  @Override
  public String name() {
    return "who-can";
  }

  @Override
  public String operands() {
    return "ACTION REPOSITORY[:TAG]";
  }

  @Override
  public String summary() {
    return "list everybody who can, teams and organizations expanded";
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    List<String> words = invocation.operands(2);
    String format = invocation.format();
    Action action = QuestionText.action(words.get(0));
    QuestionText.Target target = QuestionText.target(words.get(1));
    Policy policy = PolicyOpener.open(invocation);
    List<Subject> subjects =
        AccessRelation.of(policy.index())
            .whoCan(action, target.repository(), target.tag(), policy.now());
    Console console = invocation.console();
    if (format.equals("json")) {
      console.print(
          Json.line(
              json -> {
                json.writeStartObject();
                json.writeBooleanField("complete", true);
                json.writeArrayFieldStart("subjects");
                for (Subject subject : subjects) {
                  json.writeString(subject.toString());
                }
                json.writeEndArray();
                json.writeEndObject();
              }));
    } else {
      subjects.forEach(subject -> console.print(subject.toString()));
      if (subjects.isEmpty()) {
        console.say("nobody can");
      }
    }
    return ExitCode.YES;
  }
}
