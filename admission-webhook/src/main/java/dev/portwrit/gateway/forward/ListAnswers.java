package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.forward.AnswerRule.Verdict;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.RequestGrammar;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What becomes of the registry's answers to lists of tags and referrers. */
final class ListAnswers {
  private static final Pattern NEXT =
      Pattern.compile("\\s*<([^<>]*)>\\s*;\\s*rel=\"?next\"?\\s*", Pattern.CASE_INSENSITIVE);

  private static final Set<String> KNOWN = Set.of("n", "last", "artifactType");

  private final URI registry;

  ListAnswers(URI registry) {
    this.registry = registry;
  }

  /**
   * A page of a list. Where it names a next one, that becomes an operation of ours; where that
   * cannot be, the client is told that the list is not whole.
   */
  AnswerRule page(Operation asked) {
    return (status, headers) -> {
      if (status != 200) {
        return CommonAnswers.passError(status, headers);
      }
      HttpFields.Mutable passed = AnswerHeaders.passed(headers);
      List<String> links = headers.getValuesList(HttpHeader.LINK);
      if (links.isEmpty()) {
        return new Verdict.Pass(200, passed);
      }
      Optional<String> next = links.size() == 1 ? next(asked, links.get(0)) : Optional.empty();
      if (next.isEmpty()) {
        return CommonAnswers.replace("the registry pages its list in a way we cannot pass on");
      }
      passed.put(HttpHeader.LINK, "<" + next.get() + ">; rel=\"next\"");
      return new Verdict.Pass(200, passed);
    };
  }

  /** The next page as a target of ours, if it is one of the same list and the grammar has it. */
  private Optional<String> next(Operation asked, String link) {
    Matcher matcher = NEXT.matcher(link);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String reference = matcher.group(1);
    // RFC 3986 keeps the path before a query alone; java.net.URI follows the older RFC 2396.
    String path = path(asked.target());
    String target = reference.startsWith("?") ? path + reference : reference;
    return UpstreamAddress.resolve(registry, asked.target(), target)
        .filter(next -> next.getRawPath().equals(path) && next.getRawQuery() != null)
        .map(next -> path + "?" + next.getRawQuery())
        .flatMap(next -> canonical(asked, next));
  }

  private static Optional<String> canonical(Operation asked, String next) {
    String query = next.substring(next.indexOf('?') + 1);
    // The grammar leaves out what it does not know, and the next page would be another.
    boolean isKnown =
        Arrays.stream(query.split("&", -1)).allMatch(part -> KNOWN.contains(name(part)));
    return isKnown
            && RequestGrammar.parse("GET", next, List.of()) instanceof Operation operation
            && !operation.equals(asked)
        ? Optional.of(operation.target())
        : Optional.empty();
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? parameter : parameter.substring(0, equals);
  }

  private static String path(String target) {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }
}
