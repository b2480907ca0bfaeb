package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The statements of a repository that nobody else says anything of.
 *
 * @param context the registry
 * @param given what policy gives
 * @param protectsTags whether a protection keeps some of its tags
 */
record RepositoryStatements(EcrContext context, Collection<RoleGrant> given, boolean protectsTags) {
  /** What policy gives natively: behind a gateway others have no more than pull. */
  SortedSet<RoleGrant> grants() {
    List<RoleGrant> wanted = new ArrayList<>();
    for (RoleGrant grant : given) {
      boolean isThroughGateway =
          context.registry().gateway() && grant.role().compareTo(Role.PULL) > 0;
      wanted.add(
          isThroughGateway ? new RoleGrant(grant.principal(), Role.PULL, grant.until()) : grant);
    }
    context
        .gateway()
        .ifPresent(arn -> wanted.add(new RoleGrant(arn, Role.MAINTAIN, Optional.empty())));
    return RoleGrant.reduced(wanted);
  }

  List<Statement> all() {
    SortedSet<RoleGrant> grants = grants();
    List<Statement> all = new ArrayList<>(PortwritStatements.allowing(grants));
    Optional<String> engine = context.engine();
    if (context.settings().exclusive() && engine.isPresent()) {
      all.addAll(PortwritStatements.excluding(grants, engine.get(), context.gateway()));
    }
    if (context.settings().deleteProtection() && protectsTags) {
      all.addAll(PortwritStatements.keepingTags(engine, context.gateway()));
    }
    return all;
  }
}
