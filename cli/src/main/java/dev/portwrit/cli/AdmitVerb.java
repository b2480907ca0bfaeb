package dev.portwrit.cli;

import dev.portwrit.gateway.write.BroughtContent;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code admit}: what the gateway would answer to a push, before it. */
final class AdmitVerb implements Verb {
  static final String DIGEST = "digest";
  static final String MANIFEST = "manifest";
  static final String GATEWAY = "gateway";
  static final String REGISTRY = "registry";
  static final String AS = "as";
  private static final Tag LATEST = new Tag("latest");

  @Override
  public String name() {
    return "admit";
  }

  @Override
  public String operands() {
    return "REPOSITORY[:TAG]";
  }

  @Override
  public String summary() {
    return "ask what the gateway would answer to a push, before it";
  }

  @Override
  public List<Option> options() {
    return List.of(
        CommonOptions.value(null, DIGEST, "DIGEST", "the manifest that would be pushed"),
        CommonOptions.value(
            null, MANIFEST, "FILE-or-FOLDER", "the manifest itself, or an OCI image layout"),
        CommonOptions.value(null, GATEWAY, "URL", "ask the admin port of this gateway"),
        CommonOptions.value(null, REGISTRY, "NAME", "or read this registry of the workspace"),
        CommonOptions.value(null, AS, "SUBJECT", "who would push; the caller by default"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    QuestionText.Target target = QuestionText.target(invocation.operands(1).get(0));
    invocation.format();
    AdmittedPush push = push(invocation, target);
    Optional<String> gateway = invocation.value(GATEWAY);
    if (gateway.isPresent() == invocation.value(REGISTRY).isPresent()) {
      throw Failure.wrong(
          "`admit` asks either a gateway or a registry",
          "give `--gateway URL`, or `--registry NAME` with `--as SUBJECT`");
    }
    if (gateway.isPresent()) {
      requireNoInstant(invocation);
    }
    AdmitAnswer answer =
        gateway.isPresent()
            ? new GatewayQuestion(invocation).ask(gateway.get(), push)
            : RegistryQuestion.ask(invocation, push);
    answer.print(invocation.console(), invocation.format());
    return answer.exitCode();
  }

  private static void requireNoInstant(Invocation invocation) throws Failure {
    if (invocation.has(CommonOptions.AT) || invocation.has(CommonOptions.NOW)) {
      throw Failure.wrong(
          "a gateway answers by the policy that it has in force, now",
          "leave out `--at` and `--now`, or ask by `--registry NAME`");
    }
  }

  private static AdmittedPush push(Invocation invocation, QuestionText.Target target)
      throws Failure {
    Optional<Digest> digest = digest(invocation);
    Optional<String> manifest = invocation.value(MANIFEST);
    if (digest.isEmpty() && manifest.isEmpty()) {
      throw Failure.wrong(
          "`admit` needs `--digest` or `--manifest`",
          "give the digest of the manifest, such as `sha256:` and 64 hex digits, or its file");
    }
    Tag tag = target.tag().orElse(LATEST);
    if (manifest.isEmpty()) {
      return new AdmittedPush(target.repository(), tag, digest.orElseThrow(), BroughtContent.NONE);
    }
    ImageFiles image =
        ImageFiles.read(invocation.environment().directory().resolve(manifest.get()), digest);
    return new AdmittedPush(target.repository(), tag, image.digest(), image.content());
  }

  private static Optional<Digest> digest(Invocation invocation) throws Failure {
    Optional<String> text = invocation.value(DIGEST);
    Optional<Digest> digest =
        text.flatMap(Digest::parse).filter(some -> some.algorithm().equals("sha256"));
    if (text.isPresent() && digest.isEmpty()) {
      throw Failure.wrong(
          "`" + text.get() + "` is not a SHA-256 digest",
          "give the digest of the manifest, such as `sha256:` and 64 hex digits");
    }
    return digest;
  }
}
