package dev.portwrit.gateway.request;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The lists that a repository has. */
final class ListEndpoints {
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,9}");
  private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+/-]{1,255}");

  private ListEndpoints() {}

  /** {@code /v2/NAME/tags/list}. */
  record Tags(RepositoryName repository) implements Endpoint {
    @Override
    public Operation operation(String method, String query) throws Rejection {
      requireGet(method);
      return new Operation.ListTags(
          repository, page(Query.parse(query, false), last -> Tag.parse(last).isPresent()));
    }
  }

  /** {@code /v2/NAME/referrers/DIGEST}. */
  record Referrers(RepositoryName repository, Digest subject) implements Endpoint {
    @Override
    public Operation operation(String method, String query) throws Rejection {
      requireGet(method);
      Optional<String> type = Query.parse(query, false).single("artifactType");
      if (type.isPresent() && !MEDIA_TYPE.matcher(type.get()).matches()) {
        throw Query.malformed("`artifactType` is not a media type");
      }
      return new Operation.ListReferrers(repository, subject, type);
    }
  }

  static Page page(Query query, Predicate<String> isEntry) throws Rejection {
    Optional<String> size = query.single("n");
    Optional<String> last = query.single("last");
    if (size.isPresent() && !SIZE.matcher(size.get()).matches()) {
      throw Query.malformed("`n` is not a number of entries");
    }
    if (last.isPresent() && !isEntry.test(last.get())) {
      throw Query.malformed("`last` is not an entry of the list");
    }
    return new Page(
        size.isPresent() ? OptionalInt.of(Integer.parseInt(size.get())) : OptionalInt.empty(),
        last);
  }

  private static void requireGet(String method) throws Rejection {
    if (!method.equals("GET")) {
      throw Endpoint.notAllowed("GET");
    }
  }
}
