package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Scenario;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The report says what the reference interpreter answers: no row too many, none missing. */
class AuditReportPropertyTest {
  private static final Subject ANONYMOUS = new Subject.Anonymous();

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Property(tries = 200)
  void rows_anyWorkspace_sayWhatIsAllowed(@ForAll("scenarios") Scenario scenario) {
    Workspace workspace = scenario.workspace();
    PolicyIndex index = PolicyIndex.of(workspace);
    ReferenceInterpreter interpreter = new ReferenceInterpreter(workspace);
    Map<Instant, List<AuditRow>> byInstant =
        scenario.questions().stream()
            .map(Question::now)
            .distinct()
            .collect(
                Collectors.toMap(Function.identity(), now -> rows(index, now, AuditScope.ALL)));
    for (Question question : scenario.questions()) {
      boolean isGroup =
          question.subject() instanceof Subject.Team
              || question.subject() instanceof Subject.Organization;
      List<AuditRow> rows =
          isGroup
              ? rows(index, question.now(), scopeOf(question.subject()))
              : Objects.requireNonNull(byInstant.get(question.now()));
      boolean reported =
          rows.stream()
              .filter(row -> isGroup || isOf(row, question.subject()))
              .anyMatch(row -> reaches(row, question, workspace));
      assertThat(reported).as("%s", question).isEqualTo(interpreter.decide(question).isAllowed());
    }
  }

  @Property(tries = 50)
  void write_anyWorkspaceTwice_givesTheSameBytes(@ForAll("scenarios") Scenario scenario)
      throws IOException {
    for (AuditFormat format : AuditFormat.values()) {
      assertThat(bytes(scenario, format)).isEqualTo(bytes(scenario, format));
    }
  }

  @Property(tries = 50)
  void csv_anyWorkspace_hasTheSameNumberOfCellsInEveryLine(@ForAll("scenarios") Scenario scenario)
      throws IOException {
    String csv = new String(bytes(scenario, AuditFormat.CSV), StandardCharsets.UTF_8);
    assertThat(csv.split("\r\n"))
        .allSatisfy(line -> assertThat(cells(line)).isEqualTo(AuditRow.COLUMNS.size()));
  }

  private static boolean isOf(AuditRow row, Subject subject) {
    return row.subject().equals(subject) || row.subject().equals(ANONYMOUS);
  }

  private static boolean reaches(AuditRow row, Question question, Workspace workspace) {
    return row.action() == question.action()
        && ReportCells.reaches(row.repository().value(), row.tags(), question, workspace);
  }

  private static AuditScope scopeOf(Subject subject) {
    return new AuditScope(Optional.empty(), Optional.empty(), Optional.of(subject));
  }

  private static List<AuditRow> rows(PolicyIndex index, Instant now, AuditScope scope) {
    List<AuditRow> rows = new ArrayList<>();
    new AuditReport(index, "", now, scope, Optional.empty()).forEach(rows::add);
    return rows;
  }

  private static byte[] bytes(Scenario scenario, AuditFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new AuditReport(
            PolicyIndex.of(scenario.workspace()),
            "",
            scenario.questions().get(0).now(),
            AuditScope.ALL,
            Optional.empty())
        .write(out, format);
    return out.toByteArray();
  }

  private static int cells(String line) {
    int cells = 1;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      cells += c == ',' && !quoted ? 1 : 0;
    }
    return cells;
  }
}
