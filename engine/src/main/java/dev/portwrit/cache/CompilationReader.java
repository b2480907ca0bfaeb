package dev.portwrit.cache;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.language.Compilation;
import dev.portwrit.policy.EcrSettings;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.HubSettings;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.NativeWebhook;
import dev.portwrit.policy.NativeWebhooks;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RemovalBudget;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Webhook;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what {@link CompilationWriter} wrote, in the same order. Every value passes the checks of
 * its own type, so what comes out is a workspace or an unchecked exception.
 */
final class CompilationReader {
  private final ByteSource in;
  private final String[] texts;
  private final Subject[] subjects;

  private CompilationReader(ByteSource in) {
    this.in = in;
    this.texts = new String[in.count()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = in.text();
    }
    this.subjects = new Subject[in.count()];
    for (int i = 0; i < subjects.length; i++) {
      subjects[i] = Subject.parse(in.text()).orElseThrow();
    }
  }

  static CompiledTree read(byte[] bytes, int from) {
    ByteSource in = new ByteSource(bytes, from);
    CompilationReader reader = new CompilationReader(in);
    int files = Math.toIntExact(in.number());
    Optional<Workspace> workspace = reader.optional(reader::workspace);
    List<Diagnostic> problems = reader.list(reader::diagnostic);
    if (!in.isAtEnd()) {
      throw new IllegalArgumentException("there is something behind the end");
    }
    return new CompiledTree(files, new Compilation(workspace, problems));
  }

  private Workspace workspace() {
    return new Workspace(
        settings(),
        list(this::organization),
        list(this::team),
        list(this::service),
        list(this::user),
        list(this::rule),
        list(this::protection),
        list(this::exception),
        list(this::registry));
  }

  private Settings settings() {
    return new Settings(
        list(this::member),
        optional(() -> new RemovalBudget(Math.toIntExact(in.number()), flag())),
        list(() -> new Settings.SigningKey(text(), place())),
        list(() -> new Settings.GuardrailUse(text(), place(), map())));
  }

  private Organization organization() {
    return new Organization(
        place(),
        text(),
        text(),
        list(() -> new RepositoryName(text())),
        list(this::member),
        list(this::member),
        Role.valueOf(text()),
        optional(this::place));
  }

  private Team team() {
    return new Team(place(), (Subject.Team) subject(), text(), list(this::member), map());
  }

  private Service service() {
    return new Service(place(), (Subject.Service) subject(), text(), map());
  }

  private User user() {
    return new User(place(), (Subject.User) subject(), text(), map());
  }

  private RepositoryRule rule() {
    return new RepositoryRule(
        place(),
        pattern(),
        flag(),
        text(),
        optional(this::place),
        list(this::grant),
        list(() -> new Webhook(place(), URI.create(text()))),
        optional(
            () ->
                new NativeWebhooks(
                    place(), list(() -> new NativeWebhook(place(), text(), URI.create(text()))))));
  }

  private Grant grant() {
    return new Grant(
        place(), Role.valueOf(text()), list(this::member), optional(this::expiry), text());
  }

  private Protection protection() {
    return new Protection(
        place(),
        text(),
        text(),
        list(this::pattern),
        list(this::tagPattern),
        Protection.Rule.valueOf(text()),
        list(this::member),
        Protection.Enforcement.valueOf(text()),
        flag());
  }

  private ProtectionException exception() {
    return new ProtectionException(
        place(),
        text(),
        text(),
        text(),
        list(this::pattern),
        list(this::tagPattern),
        list(this::member),
        expiry(),
        text());
  }

  private Registry registry() {
    return new Registry(
        place(),
        text(),
        Registry.Type.valueOf(text()),
        list(this::pattern),
        Registry.Mode.valueOf(text()),
        flag(),
        optional(() -> URI.create(text())),
        optional(this::text),
        optional(this::text),
        map(),
        map(),
        ecr(),
        hub());
  }

  private HubSettings hub() {
    return new HubSettings(HubSettings.Members.valueOf(text()), list(this::text), list(this::text));
  }

  private EcrSettings ecr() {
    return new EcrSettings(
        flag(),
        flag(),
        optional(this::text),
        optional(this::text),
        optional(this::flag),
        optional(this::text),
        map(),
        flag(),
        optional(this::text),
        optional(this::text),
        flag());
  }

  private Diagnostic diagnostic() {
    return new Diagnostic(
        optional(this::place),
        Severity.valueOf(text()),
        Code.valueOf(text()),
        text(),
        optional(this::text));
  }

  private Member member() {
    return new Member(subject(), place());
  }

  private Expiry expiry() {
    return new Expiry(Instant.ofEpochSecond(in.number(), in.number()), text());
  }

  private Place place() {
    return new Place(text(), Math.toIntExact(in.number()), Math.toIntExact(in.number()));
  }

  private RepositoryPattern pattern() {
    return new RepositoryPattern(text());
  }

  private TagPattern tagPattern() {
    return TagPattern.of(text());
  }

  private Subject subject() {
    return subjects[Math.toIntExact(in.number())];
  }

  private String text() {
    return texts[Math.toIntExact(in.number())];
  }

  private boolean flag() {
    return in.octet() != 0;
  }

  private Map<String, String> map() {
    int size = in.count();
    if (size == 0) {
      return Map.of();
    }
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(text(), text());
    }
    return map;
  }

  private <T> List<T> list(Supplier<? extends T> one) {
    int size = in.count();
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(one.get());
    }
    return values;
  }

  private <T> Optional<T> optional(Supplier<? extends T> one) {
    return flag() ? Optional.of(one.get()) : Optional.empty();
  }
}
