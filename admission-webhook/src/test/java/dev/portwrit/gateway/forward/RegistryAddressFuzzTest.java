package dev.portwrit.gateway.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portwrit.gateway.forward.AnswerRule.Verdict;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.Page;
import dev.portwrit.gateway.request.RequestGrammar;
import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What holds of any text that a registry answers in {@code Location} or {@code Link}. */
class RegistryAddressFuzzTest {
  private static final URI REGISTRY = URI.create("https://registry.example:5000");
  private static final RepositoryName API = new RepositoryName("acme/pay/api");
  private static final String UPLOAD = "/v2/acme/pay/api/blobs/uploads/1?_state=x";
  private static final URI BLOB = URI.create("https://registry.example:5000/v2/a/blobs/x");

  @FuzzTest
  void read_anyLocation_leadsWhereItMay(byte[] input) {
    String location = new String(input, ISO_8859_1);
    UpstreamAddress.ofUpload(REGISTRY, UPLOAD, location, API)
        .ifPresent(RegistryAddressFuzzTest::requireAtTheRegistry);
    StoreAddress.next(REGISTRY, BLOB, location)
        .ifPresent(
            to -> {
              assertThat(to.getScheme()).isEqualToIgnoringCase("https");
              assertThat(to.getRawUserInfo()).isNull();
              assertThat(to.getHost())
                  .isNotNull()
                  .doesNotMatch("(?i)(.*\\.)?localhost|(127|169\\.254)\\.[0-9.]*|0[0.]*")
                  .doesNotStartWith("[::1]");
              assertThat(to.getHost() + ":" + to.getPort()).isNotEqualTo("registry.example:5000");
            });
  }

  /** Path and query alone are kept, and joined to the registry they are there. */
  private static void requireAtTheRegistry(String target) {
    assertThat(target).startsWith("/").doesNotStartWith("//").matches("[!-~]+");
    assertThat(target.split("\\?", 2)[0].split("/", -1)).doesNotContain("..", ".");
    for (URI address : List.of(REGISTRY.resolve(target), URI.create(REGISTRY + target))) {
      assertThat(address.getHost()).isEqualTo("registry.example");
      assertThat(address.getPort()).isEqualTo(5000);
      assertThat(address.getRawUserInfo()).isNull();
    }
  }

  @FuzzTest
  void read_anyLink_isAnotherPageOfTheSameList(byte[] input) {
    Operation asked = new Operation.ListTags(API, Page.FIRST);
    HttpFields headers =
        HttpFields.build().add(HttpHeader.LINK, new String(input, ISO_8859_1).replace('\n', ' '));
    Verdict verdict = new ListAnswers(REGISTRY).page(asked).judge(200, headers);
    if (verdict instanceof Verdict.Pass pass && pass.headers().contains(HttpHeader.LINK)) {
      assertThat(pass.headers().getValuesList(HttpHeader.LINK))
          .singleElement()
          .satisfies(link -> assertThat(link).matches("<[!-~]+>; rel=\"next\""));
      String link = pass.headers().get(HttpHeader.LINK);
      String target = link.substring(1, link.indexOf('>'));
      assertThat(RequestGrammar.parse("GET", target, List.of()))
          .isInstanceOfSatisfying(
              Operation.ListTags.class,
              next -> {
                assertThat(next.repository()).isEqualTo(API);
                assertThat(next.target()).isEqualTo(target);
                assertThat(next).isNotEqualTo(asked);
              });
    }
  }
}
