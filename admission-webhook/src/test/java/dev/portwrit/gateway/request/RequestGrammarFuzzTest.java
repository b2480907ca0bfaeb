package dev.portwrit.gateway.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What holds of any bytes that come as a request. An input is the first line of a request, method
 * and target with a space between, and then lines with the names of headers.
 */
class RequestGrammarFuzzTest {
  // The specification's own expression for a name, written out again.
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern CANONICAL = Pattern.compile("/[A-Za-z0-9._~:/%?&=-]*");

  @FuzzTest
  void parse_anyRequest_isOneOperationOrNone(byte[] input) {
    List<String> lines = List.of(new String(input, ISO_8859_1).split("\r?\n", -1));
    int space = lines.get(0).indexOf(' ');
    String method = space < 0 ? lines.get(0) : lines.get(0).substring(0, space);
    String target = space < 0 ? "" : lines.get(0).substring(space + 1);
    List<String> headers = lines.subList(1, lines.size());
    ParsedRequest parsed = RequestGrammar.parse(method, target, headers);
    assertThat(RequestGrammar.parse(method, target, headers)).isEqualTo(parsed);
    if (parsed instanceof Operation operation) {
      requireOneReading(operation);
      requireThatItWasWritten(method, target, operation);
      assertThat(headers)
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).matches("x-(http-)?method(-override)?"));
    }
  }

  /** What is sent on is read again as the same operation, and is in no form that needs repair. */
  private static void requireOneReading(Operation operation) {
    assertThat(operation.target()).matches(CANONICAL);
    assertThat(path(operation.target())).doesNotContain("//", "%");
    assertThat(RequestGrammar.parse(operation.method(), operation.target(), List.of()))
        .isEqualTo(operation);
    if (operation instanceof Operation.InRepository inRepository) {
      assertThat(inRepository.repository().value()).matches(NAME).hasSizeLessThanOrEqualTo(255);
    }
  }

  /** The client's own bytes say it too, decoded once by somebody else. */
  private static void requireThatItWasWritten(String method, String target, Operation operation) {
    assertThat(target.chars()).allMatch(c -> c > ' ' && c <= '~');
    assertThat(operation.method()).isEqualTo(method.equals("HEAD") ? said(operation) : method);
    String path = path(target);
    String decoded = decode(path);
    assertThat(decoded).doesNotContain("%", "//", "\\", ";", "#", "?");
    assertThat(decoded.split("/", -1))
        .doesNotContain("..", ".")
        .hasSize(path.split("/", -1).length);
    assertThat(decoded).isIn(path(operation.target()), "/v2");
    // A read may bring what nobody understands: it is left out. A write may not.
    List<String> written = parameters(target, operation instanceof Operation.GetToken);
    List<String> canonical = parameters(operation.target(), false);
    assertThat(written).containsAll(canonical);
    if (!List.of("GET", "HEAD").contains(operation.method())
        && !(operation instanceof Operation.PostToken)) {
      assertThat(canonical).containsExactlyInAnyOrderElementsOf(written);
    }
  }

  // `HEAD /v2/` is answered as `GET /v2/` is.
  private static String said(Operation operation) {
    return operation instanceof Operation.Ping ? "GET" : "HEAD";
  }

  private static String path(String target) {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  private static List<String> parameters(String target, boolean form) {
    int question = target.indexOf('?');
    if (question < 0 || question == target.length() - 1) {
      return List.of();
    }
    return Arrays.stream(target.substring(question + 1).split("&", -1))
        .map(part -> form ? URLDecoder.decode(part, ISO_8859_1) : decode(part))
        .map(part -> part.indexOf('=') < 0 ? part + "=" : part)
        // A number is one, however many zeros stand before it.
        .map(part -> part.replaceFirst("^n=0+(?=[0-9])", "n="))
        .toList();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), ISO_8859_1);
  }
}
