package dev.portwrit.gateway.server;

import dev.portwrit.gateway.decisionlog.DecisionLog;
import dev.portwrit.gateway.decisionlog.DecisionLogException;
import dev.portwrit.gateway.decisionlog.DecisionLogSettings;
import dev.portwrit.gateway.identity.Identity;
import dev.portwrit.gateway.identity.IdentityFileException;
import dev.portwrit.gateway.identity.IdentityListener;
import dev.portwrit.gateway.identity.IdentitySettings;
import dev.portwrit.gateway.inforce.AcceptedCommitFile;
import dev.portwrit.gateway.inforce.AcceptedPolicy;
import dev.portwrit.gateway.inforce.AdminsCheck;
import dev.portwrit.gateway.inforce.FollowSettings;
import dev.portwrit.gateway.inforce.GuardrailsCheck;
import dev.portwrit.gateway.inforce.NotInForceException;
import dev.portwrit.gateway.inforce.PolicyEvents;
import dev.portwrit.gateway.inforce.PolicyInForce;
import dev.portwrit.gateway.inforce.PolicyLog;
import dev.portwrit.gateway.inforce.PolicyMeters;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.upstream.RegistryLogin;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.guardrail.GuardrailLimits;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.guardrail.StandardGuardrails;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.ecr.EcrRepositories;
import dev.portwrit.source.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a gateway stands on, opened as far as it can be, so that every problem is known at once. */
final class Foundations {
  private static final Logger LOG = LoggerFactory.getLogger(Foundations.class);

  private final DecisionLog log;
  private final LedgerStore store;
  private final Identity identity;
  private final Guardrails guardrails;
  private final PolicyInForce policy;
  private final Registry registry;
  private final UpstreamAuthorization login;
  private final Optional<EcrRepositories> repositories;
  private final AtomicReference<PolicyEvents> late;

  private Foundations(
      DecisionLog log,
      LedgerStore store,
      Identity identity,
      Guardrails guardrails,
      PolicyInForce policy,
      Registry registry,
      UpstreamAuthorization login,
      Optional<EcrRepositories> repositories,
      AtomicReference<PolicyEvents> late) {
    this.log = log;
    this.store = store;
    this.identity = identity;
    this.guardrails = guardrails;
    this.policy = policy;
    this.registry = registry;
    this.login = login;
    this.repositories = repositories;
    this.late = late;
  }

  static Foundations open(
      PolicySource source,
      GatewaySettings settings,
      Clock clock,
      Figures figures,
      Deque<AutoCloseable> opened)
      throws GatewayException {
    return new Opening(settings, clock, figures, opened).open(source);
  }

  DecisionLog log() {
    return log;
  }

  LedgerStore store() {
    return store;
  }

  Identity identity() {
    return identity;
  }

  Guardrails guardrails() {
    return guardrails;
  }

  PolicyInForce policy() {
    return policy;
  }

  /** The registry as the policy defined it at the start. */
  Registry registry() {
    return registry;
  }

  UpstreamAuthorization login() {
    return login;
  }

  /** The repositories of a registry that makes none by itself. */
  Optional<EcrRepositories> repositories() {
    return repositories;
  }

  /** Tells somebody too when a policy comes into force. */
  void listen(PolicyEvents listener) {
    late.set(listener);
  }

  /** Opens one thing after the other and collects what is wrong. */
  private static final class Opening {
    private final GatewaySettings settings;
    private final Clock clock;
    private final Figures figures;
    private final Deque<AutoCloseable> opened;
    private final List<String> problems = new ArrayList<>();
    private final AtomicReference<PolicyEvents> late = new AtomicReference<>(PolicyEvents.NONE);

    Opening(GatewaySettings settings, Clock clock, Figures figures, Deque<AutoCloseable> opened) {
      this.settings = settings;
      this.clock = clock;
      this.figures = figures;
      this.opened = opened;
    }

    Foundations open(PolicySource source) throws GatewayException {
      problems.addAll(settings.network().problems());
      problems.addAll(settings.reach().problems());
      problems.addAll(settings.watching().problems(settings.network()));
      problems.addAll(settings.webhooks().problems());
      makeFolder(settings.files().folder());
      Optional<Identity> identity = identity();
      Optional<LedgerStore> store = store();
      Optional<DecisionLog> log = log();
      Guardrails guardrails = Guardrails.standard(GuardrailLimits.DEFAULT);
      opened.push(guardrails);
      Optional<PolicyInForce> policy =
          log.isPresent() ? policy(source, guardrails, log.get()) : Optional.empty();
      Optional<Registry> defined = policy.flatMap(this::registry);
      Optional<EcrAccount> ecr = defined.flatMap(this::ecr);
      ecr.ifPresent(account -> opened.push(account.repositories()));
      Optional<Registry> registry =
          defined.map(one -> ecr.map(account -> account.placed(one)).orElse(one));
      Optional<UpstreamAuthorization> login =
          ecr.<UpstreamAuthorization>map(EcrAccount::login).or(() -> registry.flatMap(this::login));
      if (!problems.isEmpty()) {
        throw new GatewayException(problems);
      }
      return new Foundations(
          log.orElseThrow(),
          store.orElseThrow(),
          identity.orElseThrow(),
          guardrails,
          policy.orElseThrow(),
          registry.orElseThrow(),
          login.orElseThrow(),
          ecr.map(EcrAccount::repositories),
          late);
    }

    private void makeFolder(Path folder) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        problems.add("the folder `" + folder + "` of the ledger cannot be made");
      }
    }

    private Optional<Identity> identity() {
      try {
        IdentitySettings identity =
            new IdentitySettings(
                settings.registry(),
                settings.files().users(),
                settings.files().keySource(),
                IdentitySettings.DEFAULT_TOKEN_LIFETIME,
                settings.network().externalUrl().filter(Network::isPlainAddress));
        Identity known = Identity.open(identity, clock, figures.registry(), new FileChanges());
        opened.push(known);
        return Optional.of(known);
      } catch (IdentityFileException e) {
        problems.addAll(e.problems());
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
      return Optional.empty();
    }

    private Optional<LedgerStore> store() {
      try {
        LedgerStore store = LedgerStore.open(settings.files(), clock);
        opened.push(store.ledger());
        return Optional.of(store);
      } catch (LedgerException e) {
        problems.add(String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    private Optional<DecisionLog> log() {
      try {
        DecisionLog log =
            DecisionLog.open(
                settings.files().decisions(),
                DecisionLogSettings.DEFAULT,
                clock,
                figures.registry());
        opened.push(log);
        return Optional.of(log);
      } catch (DecisionLogException e) {
        problems.add(String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    private Optional<PolicyInForce> policy(
        PolicySource source, Guardrails guardrails, DecisionLog log) {
      PolicyEvents events =
          PolicyEvents.all(
              List.of(
                  new PolicyMeters(figures.registry()),
                  new PolicyLog(log, settings.registry()),
                  new PolicyEvents() {
                    @Override
                    public void accepted(
                        AcceptedPolicy accepted, Optional<AcceptedPolicy> before, Reason reason) {
                      Objects.requireNonNull(late.get()).accepted(accepted, before, reason);
                    }
                  }));
      FollowSettings follow =
          new FollowSettings(
              settings.following().revision(),
              settings.following().accept(),
              List.of(new AdminsCheck(), new GuardrailsCheck(guardrails)),
              clock,
              events);
      try {
        PolicyInForce policy =
            PolicyInForce.start(
                source,
                new PolicyCompiler(StandardGuardrails.NAMES),
                new AcceptedCommitFile(settings.files().acceptedCommit()),
                follow);
        PolicyMeters.watch(figures.registry(), policy);
        return Optional.of(policy);
      } catch (NotInForceException e) {
        problems.add(e.help().map(help -> e.getMessage() + "; " + help).orElse(e.getMessage()));
        return Optional.empty();
      }
    }

    private Optional<Registry> registry(PolicyInForce policy) {
      Workspace workspace = policy.current().index().workspace();
      Optional<Registry> registry =
          workspace.registries().stream()
              .filter(one -> one.name().equals(settings.registry()))
              .findFirst();
      if (registry.isEmpty()) {
        String known =
            workspace.registries().stream()
                .map(one -> "`" + one.name() + "`")
                .collect(Collectors.joining(", "));
        problems.add(
            "the workspace defines no registry `"
                + settings.registry()
                + "`; "
                + (known.isEmpty() ? "it defines none" : "it defines " + known));
        return registry;
      }
      problems.addAll(GatewayConfiguration.registryProblems(registry.get()));
      return registry;
    }

    /** What stands for address and credentials at a registry of AWS. */
    private Optional<EcrAccount> ecr(Registry registry) {
      if (registry.type() != Registry.Type.ECR) {
        return Optional.empty();
      }
      try {
        return Optional.of(EcrAccount.of(registry, clock));
      } catch (RegistryException e) {
        problems.add(e.getMessage() + "; " + e.help());
        return Optional.empty();
      }
    }

    private Optional<UpstreamAuthorization> login(Registry registry) {
      if (registry.type() == Registry.Type.ECR) {
        return Optional.empty(); // what is missing has been said
      }
      try {
        return Optional.of(RegistryLogin.of(registry, settings.variables(), settings.folder()));
      } catch (RegistryLogin.UnusableException e) {
        problems.addAll(e.problems());
        return Optional.empty();
      }
    }
  }

  /** Says what becomes of the users file and the key file. */
  private static final class FileChanges implements IdentityListener {
    @Override
    public void accepted(Path file, String content) {
      LOG.info("{} is in use: {}", file, content);
    }

    @Override
    public void rejected(Path file, List<String> problems) {
      problems.forEach(problem -> LOG.warn("a change is not used: {}", problem));
    }
  }
}
