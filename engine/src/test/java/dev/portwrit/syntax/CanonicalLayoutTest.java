package dev.portwrit.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.PolicyFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalLayoutTest {
  @Test
  void format_documentInAnyLayout_isLaidOut() {
    assertThat(
            formatted(
                """
                # Payments.
                ---
                team:   pay       # the best


                members:
                - bob
                # - cy
                -   service:ci
                - "team:contractors"
                accounts: { hub: 'payers' ,"ecr":   "1234"}   # there
                # the end
                ...
                ---
                # Grants.

                repository: "acme/pay/api"
                grants:
                    # for the incident
                    - role: pull
                      to: [ "user:eve",
                            user:bob ]  # both
                      # expires: soon

                    - { role: push, to: ['team:pay'] }
                    # nobody else
                description: >
                  a long description
                  in two lines
                """))
        .isEqualTo(
            """
            # Payments.
            team: pay # the best

            members:
              - bob
              # - cy
              - service:ci
              - team:contractors
            accounts: {hub: payers, ecr: "1234"} # there
            # the end
            ---
            # Grants.

            repository: acme/pay/api
            grants:
              # for the incident
              - role: pull
                to: [user:eve, user:bob] # both
                # expires: soon

              - {role: push, to: [team:pay]}
              # nobody else
            description: |
              a long description in two lines
            """);
  }

  @Test
  void format_commentsBetweenBrackets_breakTheBrackets() {
    assertThat(
            formatted(
                """
                members: [ bob, # first
                  # second
                  cy,
                  # last
                ] # all
                to: {a: b, c: [d]}
                """))
        .isEqualTo(
            """
            members: # all
              - bob # first
              # second
              - cy
              # last
            to: {a: b, c: [d]}
            """);
  }

  @Test
  void format_listThatIsTooWide_isBroken() {
    String names = "name-%d, ".repeat(12).formatted(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    assertThat(formatted("members: [" + names + "last-name-of-all]"))
        .startsWith("members:\n  - name-1\n  - name-2\n")
        .endsWith("  - last-name-of-all\n");
  }

  @Test
  void format_itemsWithListsInThem_keepTheFirstBehindTheDash() {
    assertThat(formatted("a:\n-\n  # c\n  b: 1\n  d: 2\n- - x\n  - y\n-   - {z: 1}\n"))
        .isEqualTo("a:\n  # c\n  - b: 1\n    d: 2\n  - - x\n    - y\n  - - {z: 1}\n");
  }

  @Test
  void format_anchorsAndAliases_areKept() {
    assertThat(formatted("a: &x\n- &y b\nc: *x\nd: [ *y, *x ]\ne:   &z { f: *y}\n"))
        .isEqualTo("a: &x\n  - &y b\nc: *x\nd: [*y, *x]\ne: &z {f: *y}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'plain'      | plain",
        "\"*\"        | \"*\"",
        "'v*'         | v*",
        "\"1.10\"     | \"1.10\"",
        "1.10         | 1.10",
        "'no'         | \"no\"",
        "no           | no",
        "'null'       | \"null\"",
        "\"2027-01-31\" | \"2027-01-31\"",
        "'a: b'       | \"a: b\"",
        "'a #b'       | \"a #b\"",
        "'a#b'        | a#b",
        "a#b          | a#b",
        "\"/v[0-9]+\\\\.x/\" | /v[0-9]+\\.x/",
        "'it''s'      | it's",
        "\"\"         | \"\"",
        "' x'         | \" x\"",
        "\"tab\\there\" | \"tab\\there\"",
        "'@x'         | \"@x\"",
        "'user:ada'   | user:ada",
        "'ada:'       | \"ada:\"",
        "'Zürich'     | Zürich",
        "😀 x         | \"😀 x\"",
        "~            | ~",
        "''           | \"\"",
      })
  void format_text_isPlainWhereItCannotBeMistaken(String written, String expected) {
    assertThat(formatted("key: " + written.strip())).isEqualTo("key: " + expected + "\n");
  }

  @Test
  void format_textOfSeveralLines_isKept() {
    assertThat(formatted("a: |-\n    x\n\n    y\nb: \"x\\ny\\n\"\nc: |+\n  x\n\nd: e\n"))
        .isEqualTo("a: |-\n  x\n\n  y\nb: |\n  x\n  y\nc: \"x\\n\\n\"\n\nd: e\n");
  }

  @Test
  void format_textThatIsTooLong_isFolded() {
    String text = "word ".repeat(40).strip();

    assertThat(formatted("description: " + text + " # why\nb: c\n"))
        .startsWith("# why\ndescription: >-\n  word word")
        .endsWith("word\nb: c\n")
        .hasLineCount(6);
  }

  @Test
  void format_nothingButComments_keepsThem() {
    assertThat(formatted("\n\n#  nothing   \n---\n\n# yet")).isEqualTo("#  nothing\n\n# yet\n");
    assertThat(formatted("")).isEmpty();
  }

  @Test
  void format_windowsLineEndsAndByteOrderMark_goAway() {
    assertThat(formatted("\ufeffa: b\r\n\r\nc: d # e\r\n")).isEqualTo("a: b\n\nc: d # e\n");
  }

  @Test
  void format_emptyValues_stayMissing() {
    assertThat(formatted("a:\nb:   # c\n- \n-   x\nd: {e: , f: g}\nh: [ ]\n"))
        .isEqualTo("a:\nb: # c\n  -\n  - x\nd:\n  e:\n  f: g\nh: []\n");
  }

  @Test
  void format_json_isLaidOut() {
    assertThat(
            CanonicalLayout.format(
                PolicyFile.of(
                    "a.json",
                    "{\"repository\":\"acme/a\",\"n\":[1.10,true,null],\"grants\":[{\"role\":"
                        + "\"pull\",\"to\":[\"user:somebody-with-a-long-name\",\"user:somebody"
                        + "-else\"],\"reason\":\"\\u00e9 \\\"x\\\"\"}],\"e\":{}}")))
        .contains(
            """
            {
              "repository": "acme/a",
              "n": [1.10, true, null],
              "grants": [
                {
                  "role": "pull",
                  "to": ["user:somebody-with-a-long-name", "user:somebody-else"],
                  "reason": "é \\"x\\""
                }
              ],
              "e": {}
            }
            """);
  }

  @Test
  void format_textWithAProblem_isNothing() {
    assertThat(CanonicalLayout.format(PolicyFile.of("a.yaml", "a: [\n"))).isEmpty();
    assertThat(CanonicalLayout.format(PolicyFile.of("a.json", ""))).isEmpty();
  }

  private static String formatted(String text) {
    String once = CanonicalLayout.format(PolicyFile.of("a.yaml", text)).orElseThrow();
    assertThat(CanonicalLayout.format(PolicyFile.of("a.yaml", once))).contains(once);
    assertThat(once.getBytes(StandardCharsets.UTF_8)).doesNotContain((byte) '\r');
    return once;
  }
}
