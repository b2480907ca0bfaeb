package dev.portwrit.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGrammarTest {
  private static final RepositoryName API = new RepositoryName("acme/pay/api");
  private static final Digest DIGEST = new Digest("sha256:" + "a1".repeat(32));
  private static final Reference V1 = new Reference.ByTag(new Tag("v1.4.2"));
  private static final UploadSession SESSION = new UploadSession("c2Vzc2lvbg-_");

  static Stream<List<Object>> endpoints() {
    return Stream.of(
        List.of("GET", "/v2/", new Operation.Ping()),
        List.of("GET", "/v2", new Operation.Ping()),
        List.of("HEAD", "/v2/", new Operation.Ping()),
        List.of("GET", "/v2/_catalog", new Operation.ListRepositories(Page.FIRST)),
        List.of(
            "GET",
            "/v2/_catalog?n=3&last=acme/pay",
            new Operation.ListRepositories(new Page(OptionalInt.of(3), Optional.of("acme/pay")))),
        List.of("GET", "/v2/acme/pay/api/tags/list", new Operation.ListTags(API, Page.FIRST)),
        List.of(
            "GET",
            "/v2/acme/pay/api/tags/list?last=v1&n=0",
            new Operation.ListTags(API, new Page(OptionalInt.of(0), Optional.of("v1")))),
        List.of(
            "GET",
            "/v2/acme/pay/api/referrers/" + DIGEST,
            new Operation.ListReferrers(API, DIGEST, Optional.empty())),
        List.of(
            "GET",
            "/v2/acme/pay/api/referrers/" + DIGEST + "?artifactType=application%2Fvnd.x%2Bjson",
            new Operation.ListReferrers(API, DIGEST, Optional.of("application/vnd.x+json"))),
        List.of("GET", "/v2/acme/pay/api/manifests/v1.4.2", new Operation.GetManifest(API, V1)),
        List.of(
            "HEAD",
            "/v2/acme/pay/api/manifests/" + DIGEST,
            new Operation.HeadManifest(API, new Reference.ByDigest(DIGEST))),
        List.of(
            "PUT",
            "/v2/acme/pay/api/manifests/v1.4.2",
            new Operation.PutManifest(API, V1, List.of())),
        List.of(
            "PUT",
            "/v2/acme/pay/api/manifests/" + DIGEST + "?tag=v2&tag=v1",
            new Operation.PutManifest(
                API, new Reference.ByDigest(DIGEST), List.of(new Tag("v2"), new Tag("v1")))),
        List.of(
            "DELETE", "/v2/acme/pay/api/manifests/v1.4.2", new Operation.DeleteManifest(API, V1)),
        List.of("GET", "/v2/acme/pay/api/blobs/" + DIGEST, new Operation.GetBlob(API, DIGEST)),
        List.of("HEAD", "/v2/acme/pay/api/blobs/" + DIGEST, new Operation.HeadBlob(API, DIGEST)),
        List.of(
            "DELETE", "/v2/acme/pay/api/blobs/" + DIGEST, new Operation.DeleteBlob(API, DIGEST)),
        List.of(
            "POST",
            "/v2/acme/pay/api/blobs/uploads/",
            new Operation.StartUpload(API, Optional.empty())),
        List.of(
            "POST",
            "/v2/acme/pay/api/blobs/uploads/?digest-algorithm=sha512",
            new Operation.StartUpload(API, Optional.of("sha512"))),
        List.of(
            "POST",
            "/v2/acme/pay/api/blobs/uploads/?digest=" + DIGEST,
            new Operation.PushBlob(API, DIGEST)),
        List.of(
            "POST",
            "/v2/acme/pay/api/blobs/uploads/?mount=" + DIGEST + "&from=acme/base",
            new Operation.MountBlob(API, DIGEST, Optional.of(new RepositoryName("acme/base")))),
        List.of(
            "POST",
            "/v2/acme/pay/api/blobs/uploads/?mount=" + DIGEST,
            new Operation.MountBlob(API, DIGEST, Optional.empty())),
        List.of(
            "GET",
            "/v2/acme/pay/api/blobs/uploads/" + SESSION,
            new Operation.GetUpload(API, SESSION)),
        List.of(
            "PATCH",
            "/v2/acme/pay/api/blobs/uploads/" + SESSION,
            new Operation.PatchUpload(API, SESSION)),
        List.of(
            "PUT",
            "/v2/acme/pay/api/blobs/uploads/" + SESSION + "?digest=" + DIGEST,
            new Operation.FinishUpload(API, SESSION, DIGEST)),
        List.of(
            "DELETE",
            "/v2/acme/pay/api/blobs/uploads/" + SESSION,
            new Operation.CancelUpload(API, SESSION)),
        List.of(
            "GET",
            "/token?service=registry&scope=repository:acme/pay/api:pull,push&scope=registry:catalog:*",
            new Operation.GetToken(
                Optional.of("registry"),
                List.of("repository:acme/pay/api:pull,push", "registry:catalog:*"),
                Optional.empty())),
        List.of("POST", "/token", new Operation.PostToken()));
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void parse_everyEndpoint_isItsOperation(List<Object> endpoint) {
    assertThat(parse((String) endpoint.get(0), (String) endpoint.get(1)))
        .isEqualTo(endpoint.get(2));
  }

  static Stream<List<Object>> namesOfTheProtocol() {
    return Stream.of(
        List.of("/v2/acme/manifests/manifests/v1", manifest("acme/manifests", "v1")),
        List.of("/v2/manifests/manifests/manifests", manifest("manifests", "manifests")),
        List.of("/v2/blobs/uploads/manifests/v1", manifest("blobs/uploads", "v1")),
        List.of("/v2/a/tags/list/manifests/v1", manifest("a/tags/list", "v1")),
        List.of("/v2/a/blobs/manifests/uploads", manifest("a/blobs", "uploads")),
        List.of("/v2/v2/manifests/list", manifest("v2", "list")),
        List.of("/v2/token/manifests/tags", manifest("token", "tags")),
        List.of("/v2/a/manifests/tags/list", tags("a/manifests")),
        List.of("/v2/tags/list/tags/list", tags("tags/list")),
        List.of("/v2/a/blobs/uploads/tags/list", tags("a/blobs/uploads")),
        List.of(
            "/v2/a/blobs/uploads/blobs/" + DIGEST,
            new Operation.GetBlob(new RepositoryName("a/blobs/uploads"), DIGEST)),
        List.of(
            "/v2/a/blobs/blobs/uploads/x",
            new Operation.GetUpload(new RepositoryName("a/blobs"), new UploadSession("x"))),
        List.of(
            "/v2/blobs/uploads/blobs/uploads/x",
            new Operation.GetUpload(new RepositoryName("blobs/uploads"), new UploadSession("x"))),
        List.of(
            "/v2/referrers/referrers/" + DIGEST,
            new Operation.ListReferrers(
                new RepositoryName("referrers"), DIGEST, Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("namesOfTheProtocol")
  void parse_nameMadeOfProtocolWords_isNoAmbiguity(List<Object> request) {
    assertThat(parse("GET", (String) request.get(0))).isEqualTo(request.get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/acme/../secret/manifests/v1",
        "/v2/acme/./pay/manifests/v1",
        "/v2/acme/%2e%2e/secret/manifests/v1",
        "/v2/acme/%2E/pay/manifests/v1",
        "/v2/acme//pay/manifests/v1",
        "//v2/acme/manifests/v1",
        "/v2//manifests/v1",
        "/v2/acme%2Fpay/manifests/v1",
        "/v2/acme%2fpay/manifests/v1",
        "/v2/acme/manifests/v1%252E0",
        "/v2/acme\\pay/manifests/v1",
        "/v2/acme%5Cpay/manifests/v1",
        "/v2/acme/manifests/v1;x=y",
        "/v2/acme;x/manifests/v1",
        "/v2/acme/manifests/v1%3Fa",
        "/v2/acme/manifests/v1%23",
        "/v2/acme/manifests/v1#frag",
        "/v2/acme/manifests/v1%00",
        "/v2/acme/manifests/v1%0d%0aX:y",
        "/v2/acme/manifests/v1\u0000",
        "/v2/acme/manifests/v\u00e9",
        "/v2/acme/manifests/v%c3%a9",
        "/v2/acme/manifests/v1%",
        "/v2/acme/manifests/v1%4",
        "/v2/acme/manifests/v1%zz",
        "/v2/acme/manifests/v1%\uff11\uff11",
        "/v2/Acme/manifests/v1",
        "/v2/acme_/manifests/v1",
        "/v2/acme/blobs/sha256:abc",
        "/v2/acme/blobs/uploads",
        "/v2/acme/blobs/md5:d41d8cd98f00b204e9800998ecf8427e",
        "/v2/acme/tags/list?n=-1",
        "/v2/acme/tags/list?n=1&n=2",
        "/v2/acme/tags/list?n=9999999999",
        "/v2/acme/tags/list?last=-x",
        "/v2/acme/tags/list?a=b;n=1",
        "/v2/acme/tags/list?&",
        "/v2/_catalog?last=UPPER",
        "v2/acme/manifests/v1",
        "http://elsewhere/v2/acme/manifests/v1",
        "*",
        ""
      })
  void parse_whatCouldBeReadInTwoWays_is400(String target) {
    assertThat(rejected("GET", target).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1/",
        "/V2/",
        "/v2/acme",
        "/v2/acme/",
        "/v2/acme/manifests",
        "/v2/acme/manifests/",
        "/v2/manifests/v1",
        "/v2/tags/list",
        "/v2/acme/tags/all",
        "/v2/blobs/uploads/x",
        "/v2/acme/manifests/v1/",
        "/v2/acme/Manifests/v1",
        "/v2/_catalog/",
        "/v2/_oci/ext/discover",
        "/token/",
        "/metrics"
      })
  void parse_addressThatIsNone_is404(String target) {
    assertThat(rejected("GET", target).status()).isEqualTo(404);
  }

  @Test
  void parse_readOfImpossibleReference_is404ManifestUnknown() {
    Rejected rejected = rejected("GET", "/v2/acme/manifests/.INVALID_MANIFEST_NAME");
    assertThat(rejected.status()).isEqualTo(404);
    assertThat(rejected.code()).isEqualTo(ErrorCode.MANIFEST_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE"})
  void parse_writeOfImpossibleReference_is400(String method) {
    assertThat(rejected(method, "/v2/acme/manifests/sha256:abc").code())
        .isEqualTo(ErrorCode.DIGEST_INVALID);
    assertThat(rejected(method, "/v2/acme/manifests/-x").status()).isEqualTo(400);
  }

  @Test
  void parse_encodedCharactersOfAName_areDecodedOnce() {
    assertThat(parse("GET", "/v2/%61cme/manifests/v1%2E0")).isEqualTo(manifest("acme", "v1.0"));
    assertThat(parse("GET", "/v2/acme/blobs/sha256%3A" + DIGEST.hex()))
        .isEqualTo(
            new Operation.GetBlob(
                new RepositoryName("acme"), new Digest("sha256:" + DIGEST.hex())));
  }

  static Stream<List<String>> unknownQueriesOnWrites() {
    return Stream.of(
        List.of("PUT", "/v2/acme/manifests/v1?x=y"),
        List.of("PUT", "/v2/acme/manifests/v1?tag=v2"),
        List.of("PUT", "/v2/acme/manifests/" + DIGEST + "?tag=v1&tag=v1"),
        List.of("PUT", "/v2/acme/manifests/" + DIGEST + "?tag="),
        List.of("PUT", "/v2/acme/manifests/" + DIGEST + "?Tag=v1"),
        List.of("DELETE", "/v2/acme/manifests/v1?tag=v2"),
        List.of("DELETE", "/v2/acme/blobs/" + DIGEST + "?force=true"),
        List.of("POST", "/v2/acme/blobs/uploads/?from=acme/base"),
        List.of("POST", "/v2/acme/blobs/uploads/?mount=" + DIGEST + "&digest=" + DIGEST),
        List.of("POST", "/v2/acme/blobs/uploads/?mount=" + DIGEST + "&mount=" + DIGEST),
        List.of("POST", "/v2/acme/blobs/uploads/?mount=" + DIGEST + "&from=a&from=b"),
        List.of("POST", "/v2/acme/blobs/uploads/?mount=" + DIGEST + "&from=../b"),
        List.of("POST", "/v2/acme/blobs/uploads/?digest=sha256:abc"),
        List.of("POST", "/v2/acme/blobs/uploads/?digest-algorithm=md5"),
        List.of("PATCH", "/v2/acme/blobs/uploads/x?digest=" + DIGEST),
        List.of("PUT", "/v2/acme/blobs/uploads/x"),
        List.of("PUT", "/v2/acme/blobs/uploads/x?digest=" + DIGEST + "&digest=" + DIGEST),
        List.of("PUT", "/v2/acme/blobs/uploads/x?_state=y&digest=" + DIGEST),
        List.of("DELETE", "/v2/acme/blobs/uploads/x?a=b"));
  }

  @ParameterizedTest
  @MethodSource("unknownQueriesOnWrites")
  void parse_unknownOrDoubledQueryOnAWrite_is400(List<String> request) {
    assertThat(rejected(request.get(0), request.get(1)).status()).isEqualTo(400);
  }

  @Test
  void parse_unknownQueryOnARead_isLeftOut() {
    // containerd adds the name of the registry it thinks it talks to.
    Operation operation = (Operation) parse("GET", "/v2/acme/manifests/v1?ns=docker.io");
    assertThat(operation.target()).isEqualTo("/v2/acme/manifests/v1");
  }

  @Test
  void parse_moreTagsThanTheBound_is414() {
    assertThat(parse("PUT", withTags(Operation.PutManifest.MAX_QUERY_TAGS)))
        .isInstanceOf(Operation.PutManifest.class);
    assertThat(rejected("PUT", withTags(Operation.PutManifest.MAX_QUERY_TAGS + 1)).status())
        .isEqualTo(414);
  }

  @Test
  void parse_targetOverTheBound_is414() {
    String target = "/v2/" + "a/".repeat(RequestGrammar.MAX_TARGET_LENGTH) + "manifests/v1";
    assertThat(rejected("GET", target).status()).isEqualTo(414);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "x-method-override", "X-Http-Method"})
  void parse_methodInAHeader_is400(String header) {
    assertThat(RequestGrammar.parse("GET", "/v2/acme/manifests/v1", List.of("Accept", header)))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.status()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "get", "CONNECT", "TRACE", "OPTIONS", "", "G ET"})
  void parse_methodThatThePathDoesNotHave_is405WithTheMethodsItHas(String method) {
    Rejected rejected = rejected(method, "/v2/acme/manifests/v1");
    assertThat(rejected.status()).isEqualTo(405);
    assertThat(rejected.allow()).containsExactly("GET", "HEAD", "PUT", "DELETE");
  }

  private static String withTags(int count) {
    return "/v2/acme/manifests/"
        + DIGEST
        + "?"
        + String.join("&", IntStream.range(0, count).mapToObj(i -> "tag=v" + i).toList());
  }

  private static Operation manifest(String repository, String tag) {
    return new Operation.GetManifest(
        new RepositoryName(repository), new Reference.ByTag(new Tag(tag)));
  }

  private static Operation tags(String repository) {
    return new Operation.ListTags(new RepositoryName(repository), Page.FIRST);
  }

  private static ParsedRequest parse(String method, String target) {
    return RequestGrammar.parse(method, target, List.of());
  }

  private static Rejected rejected(String method, String target) {
    ParsedRequest parsed = parse(method, target);
    assertThat(parsed).isInstanceOf(Rejected.class);
    return (Rejected) parsed;
  }
}
