package dev.portwrit.gateway.request;

import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code /v2/NAME/manifests/REFERENCE}. */
record ManifestEndpoint(RepositoryName repository, String text) implements Endpoint {
  @Override
  public Operation operation(String method, String queryText) throws Rejection {
    Query query = Query.parse(queryText, false);
    return switch (method) {
      case "GET" -> new Operation.GetManifest(repository, readReference());
      case "HEAD" -> new Operation.HeadManifest(repository, readReference());
      case "PUT" -> {
        query.requireOnly(Set.of("tag"));
        Reference reference = writtenReference();
        yield new Operation.PutManifest(repository, reference, queryTags(query, reference));
      }
      case "DELETE" -> {
        query.requireOnly(Set.of());
        yield new Operation.DeleteManifest(repository, writtenReference());
      }
      default -> throw Endpoint.notAllowed("GET", "HEAD", "PUT", "DELETE");
    };
  }

  // What cannot be a name of a manifest names none: 404, as the conformance suite asks of reads.
  private Reference readReference() throws Rejection {
    return Reference.parse(text)
        .orElseThrow(
            () ->
                new Rejection(
                    new Rejected(
                        404,
                        ErrorCode.MANIFEST_UNKNOWN,
                        "`" + text + "` is neither a tag nor a digest")));
  }

  private Reference writtenReference() throws Rejection {
    return Reference.parse(text)
        .orElseThrow(
            () ->
                Rejection.badRequest(
                    text.indexOf(':') >= 0 ? ErrorCode.DIGEST_INVALID : ErrorCode.MANIFEST_INVALID,
                    "`" + text + "` is neither a tag nor a digest we can check"));
  }

  private static List<Tag> queryTags(Query query, Reference reference) throws Rejection {
    List<String> values = query.all("tag");
    if (!values.isEmpty() && reference instanceof Reference.ByTag) {
      throw Query.malformed("`tag` stands only beside a digest");
    }
    if (values.size() > Operation.PutManifest.MAX_QUERY_TAGS) {
      throw new Rejection(
          new Rejected(
              414,
              ErrorCode.UNSUPPORTED,
              "a manifest takes at most " + Operation.PutManifest.MAX_QUERY_TAGS + " tags"));
    }
    List<Tag> tags = new ArrayList<>();
    for (String value : values) {
      Tag tag =
          Tag.parse(value)
              .orElseThrow(
                  () ->
                      Rejection.badRequest(
                          ErrorCode.MANIFEST_INVALID, "`" + value + "` is not a tag"));
      if (tags.contains(tag)) {
        throw Query.malformed("the query names the tag `" + tag + "` more than once");
      }
      tags.add(tag);
    }
    return tags;
  }
}
