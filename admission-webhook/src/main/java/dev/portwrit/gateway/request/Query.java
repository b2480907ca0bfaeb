package dev.portwrit.gateway.request;

import dev.portwrit.reference.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parameters of a query, decoded once, in the client's order. */
final class Query {
  private record Parameter(String name, String value) {}

  private final List<Parameter> parameters;

  private Query(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  /** Reads a query; with the rules of a form a plus is a space. */
  static Query parse(String text, boolean form) throws Rejection {
    List<Parameter> parameters = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String part : text.split("&", -1)) {
        parameters.add(parameter(part, form));
      }
    }
    return new Query(parameters);
  }

  private static Parameter parameter(String part, boolean form) throws Rejection {
    // Some servers take a semicolon for a separator.
    if (part.isEmpty() || part.indexOf(';') >= 0 || part.indexOf('#') >= 0) {
      throw malformed("the query is malformed");
    }
    int equals = part.indexOf('=');
    String name = equals < 0 ? part : part.substring(0, equals);
    String value = equals < 0 ? "" : part.substring(equals + 1);
    return new Parameter(Percent.decode(name, form), Percent.decode(value, form));
  }

  /** Refuses parameters of other names. On a write nothing may stand that we do not understand. */
  void requireOnly(Set<String> names) throws Rejection {
    for (Parameter parameter : parameters) {
      if (!names.contains(parameter.name())) {
        throw malformed("unknown query parameter `" + parameter.name() + "`");
      }
    }
  }

  boolean has(String name) {
    return parameters.stream().anyMatch(parameter -> parameter.name().equals(name));
  }

  /** The values of a parameter that may stand several times. */
  List<String> all(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .toList();
  }

  /** The value of a parameter that may stand once. */
  Optional<String> single(String name) throws Rejection {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw malformed("the query has `" + name + "` more than once");
    }
    return values.stream().findFirst();
  }

  /** The digest that a parameter must hold. */
  Digest digest(String name) throws Rejection {
    String value =
        single(name)
            .orElseThrow(
                () ->
                    Rejection.badRequest(
                        ErrorCode.DIGEST_INVALID, "the query must have `" + name + "`"));
    return Digest.parse(value)
        .orElseThrow(
            () ->
                Rejection.badRequest(
                    ErrorCode.DIGEST_INVALID, "`" + value + "` is not a digest we can check"));
  }

  static Rejection malformed(String message) {
    return Rejection.badRequest(ErrorCode.UNSUPPORTED, message);
  }
}
