package dev.portwrit.gateway.write;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.gateway.ledger.Closure;
import dev.portwrit.gateway.upstream.ManifestContent;
import dev.portwrit.gateway.upstream.ManifestContent.Read;
import dev.portwrit.gateway.upstream.ManifestContent.Unreadable;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What holds of any bytes that come as a manifest. The first line of an input is the {@code
 * Content-Type}, and all behind it the manifest.
 */
class ManifestFuzzTest {
  private static final RepositoryName API = new RepositoryName("acme/pay/api");
  // What can stand in a header as it is, RFC 9110.
  private static final Pattern TYPE = Pattern.compile("[!-~]+/[!-~]+( *;[ -~]*)?");

  @FuzzTest
  void read_anyBytes_saysOneThingOrNothing(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    String type = new String(input, 0, end, ISO_8859_1);
    byte[] bytes = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
    ManifestContent.Reading reading = ManifestContent.read(bytes);
    assertThat(ManifestContent.read(bytes)).isEqualTo(reading);
    Closure closure = ClosureReader.ofBytes(API, new ManifestBytes(bytes, type));
    if (reading instanceof Unreadable unreadable) {
      assertThat(unreadable.cause()).matches(ManifestFuzzTest::isOnePrintableLine);
      assertThat(closure).isEqualTo(new Closure(Set.of(), Optional.of(unreadable.cause())));
      return;
    }
    ManifestContent content = ((Read) reading).content();
    for (LenientManifest lenient : LenientManifest.readings(bytes)) {
      requireEveryPart(lenient, closure);
      requireOneType(new ManifestBytes(bytes, type), content, lenient);
    }
  }

  /** Whatever another reader could fetch for this manifest is held with it. */
  private static void requireEveryPart(LenientManifest lenient, Closure closure) {
    List<String> members = closure.members().stream().map(Digest::value).toList();
    assertThat(members).containsAll(lenient.digests());
    assertThat(closure.isComplete())
        .isEqualTo(
            !lenient.hasChildren()
                && members.stream().allMatch(digest -> digest.startsWith("sha256:")));
  }

  /** What is passed on goes under one type, in which nobody can find another one. */
  private static void requireOneType(
      ManifestBytes manifest, ManifestContent content, LenientManifest lenient) {
    assertThat(content.mediaType()).isEqualTo(lenient.mediaType());
    Optional<String> contradiction = DeclaredType.contradiction(manifest);
    contradiction.ifPresent(text -> assertThat(text).matches(ManifestFuzzTest::isOnePrintableLine));
    if (contradiction.isEmpty()) {
      ManifestBytes canonical = DeclaredType.canonical(manifest);
      assertThat(canonical.bytes()).isSameAs(manifest.bytes());
      assertThat(DeclaredType.contradiction(canonical)).isEmpty();
      assertThat(DeclaredType.canonical(canonical)).isEqualTo(canonical);
      assertThat(canonical.mediaType()).matches(TYPE);
      assertThat(lenient.hasChildren() && lenient.isImage()).isFalse();
      // Parameters alone say no type.
      if (!plain(manifest.mediaType()).isEmpty()) {
        assertThat(plain(canonical.mediaType())).isEqualTo(plain(manifest.mediaType()));
      }
    }
  }

  private static String plain(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isOnePrintableLine(String text) {
    return text.codePoints().allMatch(Printable::isPrintable);
  }
}
