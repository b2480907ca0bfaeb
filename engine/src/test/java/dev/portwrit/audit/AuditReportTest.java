package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuditReportTest {
  private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
  private final AuditReport report = report(AuditScope.ALL);

  @Test
  void rows_ofTheSmallCompany_sayWhoCanDoWhatByWhichPath() {
    assertThat(lines(AuditFormat.TEXT))
        .contains(
            "access by policy of 4f1c2d9 at 2026-08-01T12:00:00Z",
            "user:ada administer hub: acme/** | owner of acme (org.yaml:2) | owner",
            "user:bob overwrite hub: acme/pay/** all except tags v* in acme/** (protection acme/releases,"
                + " immutable) | push to team:acme/pay on acme/pay/** (pay.yaml:3) | team:acme/pay",
            "user:dee pull hub: acme/pay/** | push to team:acme/pay on acme/pay/** (pay.yaml:3) |"
                + " team:acme/pay > team:acme/pay-contractors",
            "user:eve pull hub: acme/pay/api | pull to user:eve on acme/pay/api (pay.yaml:9) |"
                + " direct | expires 2027-01-31",
            "user:bob pull hub: acme/** | default pull of acme (org.yaml:5) | organization default",
            "anonymous pull hub: acme/web | public acme/web (web.yaml:2) | public")
        .noneSatisfy(line -> assertThat(line).contains("expired"))
        .last()
        .asString()
        .endsWith(
            " rows, complete over the policy; not known here: since, author, approver, since-time,"
                + " approval, in-force, live, drift");
  }

  @Test
  void csv_hasEveryColumnOfTheContract() {
    List<String> lines = lines(AuditFormat.CSV);
    assertThat(lines.get(0))
        .isEqualTo(
            "registry,repository,tags,subject,kind,action,via,rule,file,line,since,author,approver,"
                + "in-force,expires,declared,live,drift,since-time,approval");
    assertThat(lines)
        .contains(
            "hub,acme/pay/api,all,user:eve,user,pull,direct,pull to user:eve on acme/pay/api,"
                + "pay.yaml,9,unknown,unknown,unknown,unknown,2027-01-31,yes,unknown,unknown,unknown,"
                + "unknown",
            "hub,acme/pay/**,\"all except tags v* in acme/** (protection acme/releases,"
                + " immutable)\",user:bob,user,overwrite,team:acme/pay,push to team:acme/pay on"
                + " acme/pay/**,pay.yaml,3,unknown,unknown,unknown,unknown,never,yes,unknown,"
                + "unknown,unknown,unknown");
    assertThat(text(AuditFormat.CSV)).endsWith("\r\n").doesNotContain("\r\n\r\n");
  }

  @Test
  void csv_emptyFirstCell_keepsItsSeparator() {
    assertThat(lines(AuditFormat.CSV))
        .contains(
            ",other/tool,all,user:ada,user,pull,direct,pull to user:ada on other/tool,other.yaml,5,"
                + "unknown,unknown,unknown,unknown,never,yes,unknown,unknown,unknown,unknown");
  }

  @Test
  void json_saysWhatItIsAboutAndThatItIsComplete() {
    assertThat(text(AuditFormat.JSON))
        .startsWith(
            "{\"report\":\"access\",\"revision\":\"4f1c2d9\",\"now\":\"2026-08-01T12:00:00Z\","
                + "\"history\":\"no\",\"unknown\":[\"since\",\"author\",\"approver\",\"since-time\","
                + "\"approval\",\"in-force\",\"live\",\"drift\"],"
                + "\"rows\":[")
        .contains(
            "{\"registry\":\"hub\",\"repository\":\"acme/pay/api\",\"tags\":\"all\","
                + "\"subject\":\"user:eve\",\"kind\":\"user\",\"action\":\"pull\","
                + "\"via\":\"direct\",")
        .endsWith("],\"count\":" + count() + ",\"complete\":true}\n");
  }

  @ParameterizedTest
  @EnumSource
  void write_twice_givesTheSameBytes(AuditFormat format) {
    assertThat(text(format)).isEqualTo(text(format));
  }

  @Test
  void rows_ofRepositoryInTwoRegistries_standOnceForEach() {
    assertThat(rows(AuditScope.ALL))
        .filteredOn(row -> row.repository().value().equals("acme/web"))
        .extracting(AuditRow::registry)
        .containsExactly("hub", "mirror");
  }

  @Test
  void rows_ofRepositoryInNoRegistry_haveNone() {
    assertThat(rows(AuditScope.ALL))
        .filteredOn(row -> row.repository().value().equals("other/tool"))
        .extracting(AuditRow::registry)
        .containsOnly("");
  }

  @Test
  void rows_inScopeOfARepository_areThoseThatReachIt() {
    AuditScope scope =
        new AuditScope(
            Optional.of("hub"),
            Optional.of(new RepositoryName("acme/pay/api")),
            Optional.of(new Subject.User("dee")));
    assertThat(rows(scope))
        .extracting(row -> row.action() + " " + row.repository())
        .containsExactly(
            "pull acme/**", "pull acme/pay/**", "push acme/pay/**", "overwrite acme/pay/**");
  }

  @Test
  void rows_inScopeOfARepository_areOfTheRegistriesWhereItLives() {
    Optional<RepositoryName> api = Optional.of(new RepositoryName("acme/pay/api"));
    assertThat(rows(new AuditScope(Optional.empty(), api, Optional.empty())))
        .extracting(AuditRow::registry)
        .containsOnly("hub");
    assertThat(rows(new AuditScope(Optional.of("mirror"), api, Optional.empty()))).isEmpty();
  }

  @Test
  void rows_eachActionOfARole_areRows() {
    assertThat(rows(AuditScope.ALL))
        .filteredOn(row -> row.via().equals("owner") && row.registry().equals("hub"))
        .extracting(AuditRow::action)
        .containsExactly(Action.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "plain|plain",
        "a,b|\"a,b\"",
        "a\"b|\"a\"\"b\"",
        "=1+1|'=1+1",
        "+1|'+1",
        "-1|'-1",
        "@x|'@x",
        "=a,\"b|\"'=a,\"\"b\"",
        "a=b|a=b"
      })
  void cell_isQuotedAndNoFormula(String text, String cell) {
    assertThat(CsvWriter.cell(text)).isEqualTo(cell);
  }

  @Test
  void cell_withControlCharacters_staysOnItsLine() {
    assertThat(CsvWriter.cell("a\r\nb\u001b[31m\u202e")).doesNotContainPattern("\\p{Cntrl}");
    assertThat(CsvWriter.cell("\t=1")).startsWith("'");
    assertThat(CsvWriter.cell("\r=1")).startsWith("'");
    assertThat(CsvWriter.cell("")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void write_toAFullDisk_failsAndNeverClaimsToBeComplete(AuditFormat format) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (written.size() >= 100) {
              throw new IOException("no space left on device");
            }
            written.write(b);
          }
        };
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> report.write(full, format))
        .withMessage("no space left on device");
    assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("complete");
  }

  private static AuditReport report(AuditScope scope) {
    return new AuditReport(
        PolicyIndex.of(SmallCompany.workspace()), "4f1c2d9", NOW, scope, Optional.empty());
  }

  private long count() {
    List<AuditRow> rows = new ArrayList<>();
    report.forEach(rows::add);
    return rows.size();
  }

  private static List<AuditRow> rows(AuditScope scope) {
    List<AuditRow> rows = new ArrayList<>();
    report(scope).forEach(rows::add);
    return rows;
  }

  private String text(AuditFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      report.write(out, format);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> lines(AuditFormat format) {
    return text(format).lines().toList();
  }
}
