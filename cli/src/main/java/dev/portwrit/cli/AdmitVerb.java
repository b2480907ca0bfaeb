package dev.portwrit.cli;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code admit}: what the gateway would answer to a push, before it. */
final class AdmitVerb implements Verb {
  static final String DIGEST = "digest";
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
        CommonOptions.value(null, GATEWAY, "URL", "ask the admin port of this gateway"),
        CommonOptions.value(null, REGISTRY, "NAME", "or read this registry of the workspace"),
        CommonOptions.value(null, AS, "SUBJECT", "who would push; the caller by default"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    QuestionText.Target target = QuestionText.target(invocation.operands(1).get(0));
    invocation.format();
    AdmitQuestion question =
        new AdmitQuestion(target.repository(), target.tag().orElse(LATEST), digest(invocation));
    Optional<String> gateway = invocation.value(GATEWAY);
    if (gateway.isPresent() == invocation.value(REGISTRY).isPresent()) {
      throw Failure.wrong(
          "`admit` asks either a gateway or a registry",
          "give `--gateway URL`, or `--registry NAME` with `--as SUBJECT`");
    }
    AdmitAnswer answer =
        gateway.isPresent()
            ? new GatewayQuestion(invocation).ask(gateway.get(), question)
            : RegistryQuestion.ask(invocation, question);
    answer.print(invocation.console(), invocation.format());
    return answer.exitCode();
  }

  private static Digest digest(Invocation invocation) throws Failure {
    Optional<String> text = invocation.value(DIGEST);
    Optional<Digest> digest = text.flatMap(Digest::parse);
    if (digest.isEmpty() || !digest.get().algorithm().equals("sha256")) {
      throw Failure.wrong(
          text.map(some -> "`" + some + "` is not a SHA-256 digest")
              .orElse("`admit` needs `--digest`"),
          "give the digest of the manifest, such as `sha256:` and 64 hex digits");
    }
    return digest.get();
  }
}
