package dev.portwrit.guardrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.portwrit.reference.Digest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The builtin functions of Rego that a compiled policy asks its host for, as OPA answers them.
 *
 * <p>These are the ones that a rule about registries needs; none reaches the network, the file
 * system or the machine's clock. Most builtin functions are compiled into the policy and not here.
 */
final class HostBuiltins {
  private static final BigInteger NANOSECONDS = BigInteger.valueOf(1_000_000_000L);

  private static final Map<String, Builtin> ALL =
      Map.ofEntries(
          Map.entry("sprintf", HostBuiltins::sprintf),
          Map.entry("time.now_ns", arguments -> nanoseconds(arguments.now())),
          Map.entry("time.parse_rfc3339_ns", a -> parseRfc3339(a.text(0))),
          Map.entry("time.date", a -> date(a.number(0))),
          Map.entry("time.weekday", a -> weekday(a.number(0))),
          Map.entry("semver.compare", a -> compareVersions(a.text(0), a.text(1))),
          Map.entry("semver.is_valid", a -> isVersion(a.json(0))),
          Map.entry("json.is_valid", a -> isJson(a.json(0))),
          Map.entry("crypto.sha256", a -> sha256(a.text(0))),
          Map.entry("regex.replace", a -> replace(a.text(0), a.text(1), a.text(2))),
          Map.entry("regex.split", a -> split(a.text(0), a.text(1))),
          Map.entry("strings.any_prefix_match", a -> anyMatch(a, String::startsWith)),
          Map.entry("strings.any_suffix_match", a -> anyMatch(a, String::endsWith)));

  private HostBuiltins() {}

  /** What a builtin function is given. */
  interface Arguments {
    /** An argument as JSON; a set is a list. */
    JsonNode json(int index);

    /** The elements of an argument that is an array, as Rego writes them. */
    List<String> terms(int index);

    /** The instant of the evaluation. */
    Instant now();

    /** An argument that is text. */
    default String text(int index) {
      JsonNode node = json(index);
      if (!node.isTextual()) {
        throw new Undefined();
      }
      return node.textValue();
    }

    /** An argument that is a whole number of nanoseconds. */
    default long number(int index) {
      JsonNode node = json(index);
      if (!node.isIntegralNumber() || !node.canConvertToLong()) {
        throw new Undefined();
      }
      return node.longValue();
    }
  }

  private interface Builtin {
    JsonNode apply(Arguments arguments);
  }

  private interface Match {
    boolean test(String text, String part);
  }

  /** What OPA answers with an error, which makes an expression undefined. */
  static final class Undefined extends RuntimeException {
    Undefined() {
      super(null, null, false, false);
    }
  }

  /** The names of the builtin functions that there are. */
  static Set<String> names() {
    return ALL.keySet();
  }

  /**
   * Calls one.
   *
   * @param name its name
   * @param arguments as many as it takes
   * @return the answer, or null where OPA has none
   */
  static @Nullable JsonNode call(String name, Arguments arguments) {
    Builtin builtin = ALL.get(name);
    if (builtin == null) {
      throw new BuiltinFailed("there is no builtin function `" + name + "`");
    }
    try {
      return builtin.apply(arguments);
    } catch (Undefined e) {
      return null;
    }
  }

  private static JsonNode sprintf(Arguments arguments) {
    return TextNode.valueOf(GoFormat.format(arguments.text(0), arguments.terms(1)));
  }

  private static JsonNode nanoseconds(Instant instant) {
    BigInteger value =
        BigInteger.valueOf(instant.getEpochSecond())
            .multiply(NANOSECONDS)
            .add(BigInteger.valueOf(instant.getNano()));
    if (value.bitLength() > 63) {
      throw new Undefined();
    }
    return LongNode.valueOf(value.longValue());
  }

  private static JsonNode parseRfc3339(String text) {
    try {
      return nanoseconds(
          OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      throw new Undefined();
    }
  }

  private static JsonNode date(long nanoseconds) {
    OffsetDateTime time = utc(nanoseconds);
    return JsonNodeFactory.instance
        .arrayNode()
        .add(time.getYear())
        .add(time.getMonthValue())
        .add(time.getDayOfMonth());
  }

  private static JsonNode weekday(long nanoseconds) {
    String name = utc(nanoseconds).getDayOfWeek().name();
    return TextNode.valueOf(name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT));
  }

  private static OffsetDateTime utc(long nanoseconds) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanoseconds, 1_000_000_000L), Math.floorMod(nanoseconds, 1_000_000_000L))
        .atOffset(ZoneOffset.UTC);
  }

  private static JsonNode compareVersions(String a, String b) {
    Optional<SemanticVersion> first = SemanticVersion.parse(a);
    Optional<SemanticVersion> second = SemanticVersion.parse(b);
    if (first.isEmpty() || second.isEmpty()) {
      throw new Undefined();
    }
    return IntNode.valueOf(Integer.signum(first.get().compareTo(second.get())));
  }

  private static JsonNode isVersion(JsonNode value) {
    return BooleanNode.valueOf(
        value.isTextual() && SemanticVersion.parse(value.textValue()).isPresent());
  }

  private static JsonNode isJson(JsonNode value) {
    if (!value.isTextual()) {
      return BooleanNode.FALSE;
    }
    try {
      StrictJson.parse(value.textValue());
      return BooleanNode.TRUE;
    } catch (JsonRefused e) {
      return BooleanNode.FALSE;
    }
  }

  private static JsonNode sha256(String text) {
    return TextNode.valueOf(Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex());
  }

  // OPA takes `$1` and `${name}` of Go's templates; RE2/J takes the same with other escapes, so a
  // value that has any is not guessed at.
  private static JsonNode replace(String text, String pattern, String value) {
    if (value.indexOf('$') >= 0 || value.indexOf('\\') >= 0) {
      throw new BuiltinFailed("`regex.replace` with `$` or `\\` in the value is not provided");
    }
    return TextNode.valueOf(compile(pattern).matcher(text).replaceAll(value));
  }

  private static JsonNode split(String pattern, String text) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    for (String part : compile(pattern).split(text, -1)) {
      parts.add(part);
    }
    return parts;
  }

  private static Pattern compile(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new Undefined();
    }
  }

  private static JsonNode anyMatch(Arguments arguments, Match match) {
    List<String> texts = texts(arguments.json(0));
    List<String> parts = texts(arguments.json(1));
    return BooleanNode.valueOf(
        texts.stream().anyMatch(text -> parts.stream().anyMatch(part -> match.test(text, part))));
  }

  private static List<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.textValue());
    }
    if (!node.isArray()) {
      throw new Undefined();
    }
    return StreamSupport.stream(node.spliterator(), false)
        .map(
            element -> {
              if (!element.isTextual()) {
                throw new Undefined();
              }
              return element.textValue();
            })
        .toList();
  }
}
