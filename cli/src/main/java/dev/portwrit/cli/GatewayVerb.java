package dev.portwrit.cli;

import dev.portwrit.gateway.server.Following;
import dev.portwrit.gateway.server.GatewayException;
import dev.portwrit.gateway.server.GatewayService;
import dev.portwrit.gateway.server.GatewaySettings;
import dev.portwrit.gateway.server.ListenAddress;
import dev.portwrit.gateway.server.Network;
import dev.portwrit.gateway.server.Pace;
import dev.portwrit.gateway.server.RegistryReach;
import dev.portwrit.gateway.server.StateFiles;
import dev.portwrit.gateway.server.TlsFiles;
import dev.portwrit.gateway.server.Watching;
import dev.portwrit.gateway.sweep.NotificationSecret;
import dev.portwrit.gateway.webhook.WebhookSecret;
import dev.portwrit.gateway.webhook.WebhookSettings;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.commons.cli.Option;

/** {@code gateway}: stands before a registry until it is told to stop. */
final class GatewayVerb implements Verb {
  private static final String REGISTRY = "registry";
  private static final String LISTEN = "listen";
  private static final String USERS = "users";
  private static final String ADMIN = "admin";
  static final String LEDGER = "ledger";
  static final String LEDGER_PASSWORD = "ledger-password";
  static final String STATE = "state";
  static final String TOKEN_KEY = "token-key";
  private static final String TLS_CERT = "tls-cert";
  private static final String TLS_KEY = "tls-key";
  private static final String PLAIN_HTTP = "plain-http";
  private static final String EXTERNAL_URL = "external-url";
  private static final String REGISTRY_CA = "registry-ca";
  private static final String REGISTRY_REALM = "registry-realm";
  private static final String FOLLOW_REDIRECTS = "follow-redirects";
  private static final String ACCEPT = "accept";
  private static final String MAX_POLICY_AGE = "max-policy-age";
  private static final String SWEEP = "sweep";
  static final String NOTIFICATIONS = "notifications";
  private static final String WEBHOOK_SECRET = "webhook-secret";
  private static final String WEBHOOK_ALLOW = "webhook-allow";
  private static final String WEBHOOK_CA = "webhook-ca";
  private static final Duration LEAST_PERIOD = Duration.ofMinutes(1);
  private static final Duration WARM_UP_PATIENCE = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "stand before a registry: proxy, token service, admission";
  }

  @Override
  public List<Option> options() {
    return List.of(
        CommonOptions.value(null, REGISTRY, "NAME", "the registry of the workspace behind it"),
        CommonOptions.value(null, LISTEN, "HOST:PORT", "where clients reach it"),
        CommonOptions.value(null, USERS, "FILE", "an htpasswd file with bcrypt"),
        CommonOptions.value(
            null, ADMIN, "HOST:PORT", "health, metrics and admission; off by default"),
        CommonOptions.value(
            null,
            LEDGER,
            "FILE|URL",
            "what protected tags are: a file, or jdbc:postgresql://HOST/DATABASE for several"
                + " gateways"),
        CommonOptions.value(
            null, LEDGER_PASSWORD, "SOURCE", "that of the database: env:NAME or file:PATH"),
        CommonOptions.value(
            null, STATE, "FOLDER", "what lies beside the ledger, where that is a database"),
        CommonOptions.value(
            null,
            TOKEN_KEY,
            "SOURCE",
            "the key that several gateways share: env:NAME or file:PATH"),
        CommonOptions.value(null, TLS_CERT, "FILE", "certificate chain, PEM"),
        CommonOptions.value(null, TLS_KEY, "FILE", "private key, PEM, PKCS #8"),
        CommonOptions.flag(null, PLAIN_HTTP, "something in front does TLS"),
        CommonOptions.value(null, EXTERNAL_URL, "URL", "the address under which clients know it"),
        CommonOptions.value(
            null, REGISTRY_CA, "FILE", "authorities that the registry's TLS may have besides, PEM"),
        CommonOptions.value(
            null, REGISTRY_REALM, "URL", "where the registry's tokens are given, if elsewhere"),
        CommonOptions.flag(
            null, FOLLOW_REDIRECTS, "fetch blobs from the registry's store; else clients do"),
        CommonOptions.value(
            null,
            SWEEP,
            "PERIOD",
            "how often protected tags are compared with the registry, such as PT1H, or `off`"),
        CommonOptions.value(
            null,
            NOTIFICATIONS,
            "SOURCE",
            "the secret of the registry's notifications: env:NAME or file:PATH"),
        CommonOptions.value(
            null,
            WEBHOOK_SECRET,
            "SOURCE",
            "what webhooks are signed with: env:NAME or file:PATH; none is sent without"),
        CommonOptions.value(
            null,
            WEBHOOK_ALLOW,
            "HOST:PORT,…",
            "receivers of webhooks on this machine, or over clear HTTP"),
        CommonOptions.value(
            null,
            WEBHOOK_CA,
            "FILE",
            "authorities that the TLS of webhooks' receivers may have besides, PEM"),
        CommonOptions.value(
            null, ACCEPT, "COMMIT", "accept this commit once, though it is no descendant"),
        CommonOptions.value(
            null,
            MAX_POLICY_AGE,
            "DURATION",
            "refuse writes when nothing could be fetched for so long, such as PT1H"));
  }

  @Override
  public List<String> formats() {
    return List.of("text");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    GatewaySettings settings = settings(invocation);
    try (PolicySource source = WorkspaceReader.source(invocation);
        GatewayService gateway =
            GatewayService.start(source, settings, invocation.environment().clock())) {
      Console console = invocation.console();
      console.say("gateway before `" + settings.registry() + "` on port " + gateway.port());
      gateway.adminPort().ifPresent(port -> console.say("admin on port " + port));
      console.flush();
      if (gateway.awaitReady(WARM_UP_PATIENCE)) {
        console.say(
            gateway
                .registryProblem()
                .map(
                    problem ->
                        "ready, and waits for registry `" + settings.registry() + "`: " + problem)
                .orElse("ready"));
      }
      console.flush();
      awaitStop(gateway);
    } catch (GatewayException e) {
      e.problems().forEach(invocation.console()::error);
      throw Failure.wrong(
          "the gateway cannot start: " + PolicyOpener.count(e.problems().size(), "problem"),
          "docs/gateway.md says what each option is for");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.YES;
  }

  // The process ends by a signal, upon which requests come to their end and everything is closed.
  private static void awaitStop(GatewayService gateway) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  gateway.close();
                  stop.countDown();
                },
                "gateway-stop"));
    stop.await();
  }

  private static GatewaySettings settings(Invocation invocation) throws Failure {
    Options options = new Options(invocation);
    String registry = options.required(REGISTRY, "`--registry NAME`");
    Optional<ListenAddress> listen = options.address(LISTEN);
    if (listen.isEmpty() && options.value(LISTEN).isEmpty()) {
      options.problem("`gateway` needs `--listen HOST:PORT`");
    }
    String users = options.required(USERS, "`--users FILE`");
    Optional<TlsFiles> tls = options.tls();
    Optional<URI> external = options.parsed(EXTERNAL_URL, "an address", URI::create);
    Optional<Duration> age = options.parsed(MAX_POLICY_AGE, "a duration", Duration::parse);
    List<URI> realms = options.parsed(REGISTRY_REALM, "an address", URI::create).stream().toList();
    Optional<ListenAddress> admin = options.address(ADMIN);
    Watching watching = options.watching();
    WebhookSettings webhooks = options.webhooks();
    LedgerOptions ledger = LedgerOptions.of(invocation, registry, options::problem);
    options.throwIfWrong();
    Network network =
        new Network(listen.orElseThrow(), tls, invocation.has(PLAIN_HTTP), admin, external);
    Revision revision =
        invocation.value(CommonOptions.AT).map(Revision::parse).orElse(Revision.CURRENT);
    Path directory = invocation.environment().directory();
    return new GatewaySettings(
        registry,
        network,
        StateFiles.of(directory.resolve(users), ledger.file())
            .with(ledger.tokenKey(), ledger.database()),
        new Following(revision, invocation.value(ACCEPT), age),
        Pace.DEFAULT,
        new RegistryReach(
            invocation.value(REGISTRY_CA).map(directory::resolve),
            realms,
            invocation.has(FOLLOW_REDIRECTS)),
        watching,
        webhooks,
        invocation.environment().variables(),
        directory);
  }

  /** The options, with every problem noted before the first is told. */
  private static final class Options {
    private final Invocation invocation;
    private final List<String> problems = new ArrayList<>();

    Options(Invocation invocation) {
      this.invocation = invocation;
    }

    void problem(String text) {
      problems.add(text);
    }

    Optional<String> value(String option) {
      return invocation.value(option);
    }

    String required(String option, String shown) {
      Optional<String> value = value(option);
      if (value.isEmpty()) {
        problems.add("`gateway` needs " + shown);
      }
      return value.orElse("");
    }

    <T> Optional<T> parsed(String option, String what, Function<String, T> parse) {
      Optional<String> text = value(option);
      try {
        return text.map(parse);
      } catch (IllegalArgumentException | DateTimeException e) {
        problems.add("`--" + option + "`: `" + text.orElse("") + "` is not " + what);
        return Optional.empty();
      }
    }

    Optional<ListenAddress> address(String option) {
      Optional<String> text = value(option);
      Optional<ListenAddress> address = text.flatMap(ListenAddress::parse);
      if (text.isPresent() && address.isEmpty()) {
        problems.add(
            "`--" + option + "`: `" + text.get() + "` is no address such as `127.0.0.1:5001`");
      }
      return address;
    }

    Watching watching() {
      Watching watching =
          parsed(SWEEP, "a duration of a minute or more, or `off`", Options::period)
              .map(Watching.DEFAULT::every)
              .orElse(Watching.DEFAULT);
      Optional<Secret> secret = LedgerOptions.secret(invocation, NOTIFICATIONS, this::problem);
      return secret.isPresent()
          ? watching.hearing(new NotificationSecret(secret.get()::read))
          : watching;
    }

    WebhookSettings webhooks() {
      Optional<Secret> secret = LedgerOptions.secret(invocation, WEBHOOK_SECRET, this::problem);
      Set<String> allowed =
          value(WEBHOOK_ALLOW)
              .map(text -> Set.copyOf(List.of(text.split(",", -1))))
              .orElse(Set.of());
      Path directory = invocation.environment().directory();
      WebhookSettings trusting =
          value(WEBHOOK_CA)
              .map(directory::resolve)
              .map(WebhookSettings.DEFAULT::trusting)
              .orElse(WebhookSettings.DEFAULT);
      WebhookSettings settings = trusting.allowing(allowed);
      return secret.isPresent() ? settings.signed(new WebhookSecret(secret.get()::read)) : settings;
    }

    private static Duration period(String text) {
      Duration period = text.equals("off") ? Duration.ZERO : Duration.parse(text);
      if (!text.equals("off") && period.compareTo(LEAST_PERIOD) < 0) {
        throw new IllegalArgumentException("too short");
      }
      return period;
    }

    Optional<TlsFiles> tls() {
      Optional<String> certificate = value(TLS_CERT);
      Optional<String> key = value(TLS_KEY);
      if (certificate.isPresent() != key.isPresent()) {
        problems.add("`--tls-cert` and `--tls-key` go together");
      }
      Path directory = invocation.environment().directory();
      return certificate.isPresent() && key.isPresent()
          ? Optional.of(
              new TlsFiles(directory.resolve(certificate.get()), directory.resolve(key.get())))
          : Optional.empty();
    }

    void throwIfWrong() throws Failure {
      if (problems.isEmpty()) {
        return;
      }
      int last = problems.size() - 1;
      problems.subList(0, last).forEach(invocation.console()::error);
      throw Failure.wrong(problems.get(last), "`portwrit gateway --help` lists the options");
    }
  }
}
