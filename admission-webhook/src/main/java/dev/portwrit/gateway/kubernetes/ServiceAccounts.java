package dev.portwrit.gateway.kubernetes;

import dev.portwrit.policy.Names;
import dev.portwrit.policy.Subject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How policies call the service accounts of a cluster. The cluster logs in as a service, such as
 * {@code service:acme/prod}; its account {@code api} in the namespace {@code pay} is {@code
 * service:acme/pay.api@prod}.
 *
 * <p>INVARIANT: a cluster speaks for names that end in its own alone, and two of its accounts never
 * have one name: neither a namespace nor an account has an {@code @}, and a namespace has no dot.
 */
final class ServiceAccounts {
  // DNS label and subdomain of RFC 1123, without their bounds on length.
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9-]+");
  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9.-]+");

  private ServiceAccounts() {}

  /** Whether somebody can speak for a cluster. */
  static boolean isCluster(Subject caller) {
    return caller instanceof Subject.Service service && service.name().indexOf('@') < 0;
  }

  /** The subject of an account; empty if policies can have no such name. */
  static Optional<Subject> subject(Subject cluster, String namespace, String account) {
    if (!(cluster instanceof Subject.Service service)
        || !isCluster(cluster)
        || !NAMESPACE.matcher(namespace).matches()
        || !ACCOUNT.matcher(account).matches()) {
      return Optional.empty();
    }
    String name = namespace + "." + account + "@" + service.name();
    return Names.isName(name)
        ? Optional.of(new Subject.Service(service.organization(), name))
        : Optional.empty();
  }
}
