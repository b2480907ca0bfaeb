package dev.portwrit.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portwrit.policy.Subject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class UsersTextTest {
  private static final String TAIL = "m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe";
  private static final String HASH = "$2y$06$" + TAIL;

  @Test
  void parse_usersAndServices_areSubjects() throws Exception {
    Users users =
        parse("# who\n\nbob:" + HASH + "\r\nacme/ci-pay:" + HASH + "\na.b_c-d+e@f:" + HASH);
    assertThat(users.size()).isEqualTo(3);
    assertThat(users.find("bob").orElseThrow().subject()).isEqualTo(new Subject.User("bob"));
    assertThat(users.find("acme/ci-pay").orElseThrow().subject())
        .isEqualTo(new Subject.Service("acme", "ci-pay"));
    assertThat(users.find("a.b_c-d+e@f")).isPresent();
    assertThat(users.find("BOB")).isEmpty();
    assertThat(users.find("")).isEmpty();
  }

  @Test
  void parse_everyProblem_isNamedWithItsLineAndWithoutTheHash() {
    List<String> problems =
        problems(
            "bob:" + HASH,
            "ada:$apr1$vZ8mYyPa$9yVTT7fzTJ6D8vGyzlSmS/",
            "bob:" + HASH,
            "Bob:" + HASH,
            "no colon here",
            "my secret phrase:" + HASH,
            "a/b/c:" + HASH,
            ":" + HASH,
            "eve:$2y$15$" + TAIL,
            "cy:$2y$03$" + TAIL,
            "dee:");
    assertThat(problems)
        .containsExactly(
            "`users`:2: the hash of `ada` is not bcrypt; `htpasswd -B` makes one",
            "`users`:3: `bob` is already in line 1",
            "`users`:4: `Bob` differs only in case from a name in line 1",
            "`users`:5: a line is a name, a colon and a hash",
            "`users`:6: the name is neither that of a user nor, as in `acme/ci`, of a service",
            "`users`:7: the name is neither that of a user nor, as in `acme/ci`, of a service",
            "`users`:8: the name is neither that of a user nor, as in `acme/ci`, of a service",
            "`users`:9: the bcrypt cost of `eve` is 15; it may be 4 to 14",
            "`users`:10: the bcrypt cost of `cy` is 3; it may be 4 to 14",
            "`users`:11: the hash of `dee` is not bcrypt; `htpasswd -B` makes one");
  }

  @Test
  void parse_nothing_isAProblem() {
    assertThat(problems("", "# only a remark")).containsExactly("`users` names no user");
  }

  @Test
  void parse_notUtf8_isAProblem() {
    assertThatThrownBy(() -> UsersText.parse(Path.of("users"), new byte[] {(byte) 0xff}, random()))
        .isInstanceOf(IdentityFileException.class)
        .hasMessage("`users` is not UTF-8 text");
  }

  @Test
  void parse_manyProblems_areCutShort() {
    assertThat(problems("x\n".repeat(1000))).hasSize(20);
  }

  @Test
  void decoy_hasTheCostThatMostAccountsHave() throws Exception {
    Users users =
        parse(
            "a:$2y$05$"
                + TAIL
                + "\nb:$2y$07$"
                + TAIL
                + "\nc:$2y$07$"
                + TAIL
                + "\nd:$2y$09$"
                + TAIL);
    assertThat(users.decoy().cost()).isEqualTo(7);
  }

  @Property(tries = 500)
  void parse_anyLines_areUsersOrProblemsOfTheirLines(@ForAll("lines") List<String> lines) {
    try {
      Users users = parse(String.join("\n", lines));
      assertThat(users.size()).isLessThanOrEqualTo(lines.size());
    } catch (IdentityFileException e) {
      assertThat(e.problems()).isNotEmpty().allMatch(problem -> problem.startsWith("`users`"));
      assertThat(e.getMessage()).doesNotContain(TAIL);
    }
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> name =
        Arbitraries.of("bob", "Bob", "ada", "acme/ci", "acme/", "/", "", "é", "#x", "a b");
    Arbitrary<String> rest =
        Arbitraries.of(HASH, "$2y$31$" + TAIL, "$2b$04$" + TAIL, "", "x", ":" + HASH);
    Arbitrary<String> line = name.flatMap(n -> rest.map(r -> n + ":" + r));
    return Arbitraries.oneOf(line, line, Arbitraries.strings()).list().ofMaxSize(6);
  }

  @Property(tries = 200)
  void parse_distinctNames_areAllFound(@ForAll("names") Set<String> names) throws Exception {
    List<String> lines = new ArrayList<>();
    names.forEach(name -> lines.add(name + ":" + HASH));
    Users users = parse(String.join("\n", lines));
    assertThat(users.size()).isEqualTo(names.size());
    assertThat(names).allMatch(name -> users.find(name).isPresent());
  }

  @Provide
  Arbitrary<Set<String>> names() {
    Arbitrary<String> word =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .numeric()
            .withChars("._-+@")
            .ofMinLength(1)
            .ofMaxLength(20);
    return Arbitraries.oneOf(word, word.flatMap(a -> word.map(b -> a + "/" + b)))
        .set()
        .ofMinSize(1)
        .ofMaxSize(10);
  }

  private static Users parse(String text) throws IdentityFileException {
    return UsersText.parse(Path.of("users"), text.getBytes(StandardCharsets.UTF_8), random());
  }

  private static List<String> problems(String... lines) {
    return catchThrowableOfType(IdentityFileException.class, () -> parse(String.join("\n", lines)))
        .problems();
  }

  private static SecureRandom random() {
    return new SecureRandom();
  }
}
