package dev.portwrit.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repository:acme/pay/api:pull | repository:acme/pay/api:pull",
        "repository:acme/pay/api:push,pull | repository:acme/pay/api:pull,push",
        "repository:acme/pay/api:delete,* | repository:acme/pay/api:delete,*",
        "repository(plugin):acme/x:pull | repository:acme/x:pull",
        "registry:catalog:* | registry:catalog:*",
        "registry:catalog:pull,* | registry:catalog:*",
        "repository:a__b/c-d.e--f:pull | repository:a__b/c-d.e--f:pull",
        "repository:acme/x:pull,pull | repository:acme/x:pull",
        "repository:acme/x:pull,fly | repository:acme/x:pull"
      })
  void parse_whatThisRegistryHas_isKept(String text, String scope) {
    assertThat(ScopeText.parse(List.of(text)).orElseThrow()).hasToString("[" + scope + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repository:localhost:5000/acme/x:pull",
        "repository:registry.example:443/acme/x:pull,push",
        "repository:Host/acme/x:pull",
        "repository:acme/x:fly",
        "registry:catalog:pull",
        "registry:other:*",
        "webhook:acme/x:pull"
      })
  void parse_whatThisRegistryDoesNotHave_isLeftOut(String text) {
    assertThat(ScopeText.parse(List.of(text)).orElseThrow()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repository",
        "repository:",
        "repository::pull",
        "repository:acme/x",
        "repository:acme/x:",
        "repository:acme/x:,",
        "repository:acme/x:pull,",
        "repository:acme/x:PULL",
        "repository:acme/x:pull;push",
        "repository:acme/x:**",
        "repository:acme//x:pull",
        "repository:/acme/x:pull",
        "repository:acme/x/:pull",
        "repository:acme/../x:pull",
        "repository:acme/%2e%2e/x:pull",
        "repository:acme/X:pull",
        "repository:acme/*:pull",
        "repository:*:*",
        "repository:acme/x:pull\n",
        "repository:acme/x:pull\u0000",
        "repository:acme/x:pull  repository:acme/y:pull",
        " repository:acme/x:pull",
        "repository:acme/x:pull ",
        "repository(:acme/x:pull",
        "repository():acme/x:pull",
        "Repository:acme/x:pull",
        ":acme/x:pull"
      })
  void parse_notByTheGrammar_isAnError(String text) {
    assertThat(ScopeText.parse(List.of(text))).isEmpty();
  }

  @Test
  void parse_nothingOrEmpty_isNoScope() {
    assertThat(ScopeText.parse(List.of())).hasValue(List.of());
    assertThat(ScopeText.parse(List.of(""))).hasValue(List.of());
  }

  @Test
  void parse_severalInOneTextOrInSeveral_areTheSame() {
    String one = "repository:acme/x:pull";
    String other = "repository:acme/y:pull,push";
    assertThat(ScopeText.parse(List.of(one + " " + other)))
        .isEqualTo(ScopeText.parse(List.of(one, other)))
        .get()
        .asString()
        .isEqualTo("[" + one + ", " + other + "]");
  }

  @Test
  void parse_moreThan32Scopes_isAnError() {
    List<String> scopes = new ArrayList<>(Collections.nCopies(32, "repository:a/b:pull"));
    assertThat(ScopeText.parse(scopes)).isPresent();
    scopes.add("repository:a/b:pull");
    assertThat(ScopeText.parse(scopes)).isEmpty();
    assertThat(ScopeText.parse(List.of(String.join(" ", scopes)))).isEmpty();
  }

  @Test
  void parse_moreThan4096Characters_isAnErrorAndFast() {
    String long255 = "repository:" + "a".repeat(255) + ":pull";
    List<String> scopes = Collections.nCopies(15, long255);
    assertThat(ScopeText.parse(scopes)).isPresent();
    assertThat(ScopeText.parse(Collections.nCopies(16, long255))).isEmpty();
    for (String part : List.of("a", "a-", "a.", "a/", "a:", "A", "a,", "(", "-")) {
      assertThat(ScopeText.parse(List.of("repository:" + part.repeat(2000) + ":pull"))).isEmpty();
      ScopeText.parse(List.of(part.repeat(2000) + ":a:pull"));
      ScopeText.parse(List.of("repository:a:" + part.repeat(2000)));
    }
  }

  @Property
  void access_ofScopes_isExactlyWhatTheyName(@ForAll("scopes") List<Scope> scopes) {
    List<String> texts = scopes.stream().map(Scope::toString).toList();
    TokenAccess access = TokenAccess.of(ScopeText.parse(texts).orElseThrow());
    assertThat(access.allowsCatalog()).isEqualTo(scopes.contains(Scope.CATALOG));
    for (String name : List.of("a", "a/b", "a/b/c", "b")) {
      RepositoryName repository = new RepositoryName(name);
      for (Action action : Action.values()) {
        assertThat(access.allows(repository, action))
            .as(repository + " " + action)
            .isEqualTo(scopes.stream().anyMatch(scope -> reaches(scope, repository, action)));
      }
    }
    assertThat(TokenAccess.of(access.scopes())).isEqualTo(access);
  }

  /** The protocol's own words, written a second time. */
  private static boolean reaches(Scope scope, RepositoryName repository, Action action) {
    if (!scope.toString().startsWith("repository:" + repository + ":")) {
      return false;
    }
    String actions = scope.toString().substring(scope.toString().lastIndexOf(':') + 1);
    String needed =
        switch (action) {
          case PULL -> "pull";
          case PUSH, OVERWRITE -> "push";
          case DELETE -> "delete";
          case ADMINISTER -> "*";
        };
    List<String> words = List.of(actions.split(","));
    return words.contains("*") || words.contains(needed);
  }

  @Provide
  Arbitrary<List<Scope>> scopes() {
    Arbitrary<Set<ScopeAction>> actions =
        Arbitraries.of(ScopeAction.class).set().ofMinSize(1).map(EnumSet::copyOf);
    Arbitrary<Scope> onRepository =
        Arbitraries.of("a", "a/b", "a/b/c", "b")
            .flatMap(
                name -> actions.map(set -> new Scope(Optional.of(new RepositoryName(name)), set)));
    return Arbitraries.oneOf(onRepository, onRepository, Arbitraries.just(Scope.CATALOG))
        .list()
        .ofMaxSize(6);
  }

  @Property(tries = 500)
  void parse_anyText_neverThrows(@ForAll String text) {
    ScopeText.parse(List.of(text));
    ScopeText.parse(List.of("repository:" + text + ":pull"))
        .ifPresent(scopes -> assertThat(scopes).hasSizeLessThanOrEqualTo(ScopeText.MAX_SCOPES));
  }
}
