package dev.portwrit.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestGrammarPropertyTest {
  @Property(tries = 2000)
  void target_ofAnOperation_parsesToTheSameOperation(@ForAll("operations") Operation operation) {
    assertThat(RequestGrammar.parse(operation.method(), operation.target(), List.of()))
        .isEqualTo(operation);
  }

  @Property(tries = 5000)
  void parse_anyText_answersAndNeverThrows(@ForAll String method, @ForAll String target) {
    assertThat(RequestGrammar.parse(method, target, List.of())).isNotNull();
  }

  @Property(tries = 5000)
  void parse_piecesOfTheProtocol_givesOneCanonicalFormOrRejects(
      @ForAll("methods") String method, @ForAll("targets") String target) {
    ParsedRequest parsed = RequestGrammar.parse(method, target, List.of());
    if (parsed instanceof Operation operation) {
      assertThat(operation.target()).matches("/[A-Za-z0-9._~:/%?&=-]*").doesNotContain("//", "..");
      assertThat(RequestGrammar.parse(operation.method(), operation.target(), List.of()))
          .isEqualTo(operation);
    }
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS");
  }

  @Provide
  Arbitrary<String> targets() {
    Arbitrary<String> pieces =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(
                6,
                Arbitraries.of(
                    "/",
                    "/v2/",
                    "acme",
                    "manifests",
                    "blobs",
                    "uploads",
                    "tags",
                    "list",
                    "token",
                    "referrers",
                    "_catalog",
                    "v1",
                    "sha256:" + "0".repeat(64),
                    "?",
                    "&",
                    "=",
                    "tag",
                    "digest",
                    "mount",
                    "from",
                    "n",
                    "last",
                    "artifactType")),
            net.jqwik.api.Tuple.of(
                1,
                Arbitraries.of(
                    "..", ".", "%2e", "%2F", "%", "\\", ";", "%00", "\u0000", "+", "#", "%41",
                    "é")));
    return pieces.list().ofMaxSize(14).map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<Operation> operations() {
    Arbitrary<RepositoryName> names = names();
    Arbitrary<Tag> tags = tags();
    Arbitrary<Digest> digests = digests();
    Arbitrary<Reference> references =
        Arbitraries.oneOf(tags.map(Reference.ByTag::new), digests.map(Reference.ByDigest::new));
    Arbitrary<UploadSession> sessions =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('0', '9')
            .withChars("-_AZ")
            .ofMinLength(1)
            .ofMaxLength(40)
            .map(UploadSession::new);
    Arbitrary<String> printable = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(30);
    Arbitrary<OptionalInt> sizes =
        Arbitraries.integers()
            .between(0, 999_999_999)
            .map(OptionalInt::of)
            .injectNull(0.3)
            .map(size -> size == null ? OptionalInt.empty() : size);
    return Arbitraries.oneOf(
        Arbitraries.of(new Operation.Ping(), new Operation.PostToken()),
        Combinators.combine(sizes, names.map(RepositoryName::value).optional())
            .as((size, last) -> new Operation.ListRepositories(new Page(size, last))),
        Combinators.combine(names, sizes, tags.map(Tag::value).optional())
            .as((name, size, last) -> new Operation.ListTags(name, new Page(size, last))),
        Combinators.combine(
                names, digests, Arbitraries.of("application/vnd.x+json", "a/b", "x").optional())
            .as(Operation.ListReferrers::new),
        Combinators.combine(names, references).as(Operation.GetManifest::new),
        Combinators.combine(names, references).as(Operation.HeadManifest::new),
        Combinators.combine(names, references).as(Operation.DeleteManifest::new),
        Combinators.combine(names, references)
            .as((name, reference) -> new Operation.PutManifest(name, reference, List.of())),
        Combinators.combine(names, digests, tags.list().uniqueElements().ofMaxSize(32))
            .as(
                (name, digest, list) ->
                    new Operation.PutManifest(name, new Reference.ByDigest(digest), list)),
        Combinators.combine(names, digests).as(Operation.GetBlob::new),
        Combinators.combine(names, digests).as(Operation.HeadBlob::new),
        Combinators.combine(names, digests).as(Operation.DeleteBlob::new),
        Combinators.combine(names, Arbitraries.of("sha256", "sha512").optional())
            .as(Operation.StartUpload::new),
        Combinators.combine(names, digests).as(Operation.PushBlob::new),
        Combinators.combine(names, digests, names.optional()).as(Operation.MountBlob::new),
        Combinators.combine(names, sessions).as(Operation.GetUpload::new),
        Combinators.combine(names, sessions).as(Operation.PatchUpload::new),
        Combinators.combine(names, sessions, digests).as(Operation.FinishUpload::new),
        Combinators.combine(names, sessions).as(Operation.CancelUpload::new),
        Combinators.combine(
                printable.optional(), printable.list().ofMaxSize(4), printable.optional())
            .as(Operation.GetToken::new));
  }

  private static Arbitrary<RepositoryName> names() {
    Arbitrary<String> components =
        Arbitraries.oneOf(
            Arbitraries.of(
                "manifests", "blobs", "uploads", "tags", "list", "referrers", "v2", "token"),
            Arbitraries.of("acme", "a-b", "a--b", "a__b", "a.b", "0"));
    return components
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(list -> new RepositoryName(String.join("/", list)));
  }

  private static Arbitrary<Tag> tags() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .withCharRange('0', '9')
        .withChars("._-")
        .ofMinLength(1)
        .ofMaxLength(20)
        .filter(text -> Tag.parse(text).isPresent())
        .map(Tag::new);
  }

  private static Arbitrary<Digest> digests() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(8).map(Digest::sha256);
  }
}
