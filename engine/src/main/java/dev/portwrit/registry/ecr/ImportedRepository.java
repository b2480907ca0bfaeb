package dev.portwrit.registry.ecr;

import dev.portwrit.reference.RepositoryName;
import java.util.List;
import java.util.SortedSet;

/**
 * A repository that is written into a policy file.
 *
 * @param name its name
 * @param declared whether policy says of it already that it shall exist
 * @param grants what is given in it and policy does not say
 * @param notes what could not be said
 */
record ImportedRepository(
    RepositoryName name, boolean declared, SortedSet<RoleGrant> grants, List<String> notes) {}
