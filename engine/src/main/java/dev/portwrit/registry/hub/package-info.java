/**
 * Docker Hub: what policy becomes in an organization there, and what its native state allows.
 *
 * <p>The objects, by kind and name, and their contents, each the canonical text of a JSON value
 * with its keys sorted and no blanks; {@link HubObjects} makes the names, {@link HubContents} the
 * contents. {@code ORG/REPO} is the name of a repository as Docker Hub has it:
 *
 * <ul>
 *   <li>{@code member USER}: {@code {"role":"member"}}, or {@code editor}, {@code owner}. Docker
 *       IDs are in lower case
 *   <li>{@code invitation WHO}: {@code {"role":"member"}}, a pending one of a Docker ID or an
 *       e-mail address, both in lower case
 *   <li>{@code team NAME}: {@code {"description":"…"}}
 *   <li>{@code team-member TEAM/USER}: {@code {}}
 *   <li>{@code repository ORG/REPO}: {@code {"description":"…","visibility":"private"}}, or {@code
 *       public}
 *   <li>{@code team-permission ORG/REPO/TEAM}: {@code {"permission":"read"}}, or {@code write},
 *       {@code admin}
 *   <li>{@code immutable-tags ORG/REPO}: {@code {"enabled":true,"rules":["^v.*$"]}}, the rules
 *       sorted; enabled without rules means every tag; absent where it is switched off
 *   <li>{@code access-token LABEL}: an organization access token, {@code
 *       {"active":true,"description":"…","expires":"2027-01-31T00:00:00Z",
 *       "resources":[{"path":"ORG/REPO","scopes":["scope-image-pull"],"type":"TYPE_REPO"}]}},
 *       without {@code expires} where it does not end; resources and scopes sorted. Where two have
 *       the same label it is unknown
 *   <li>{@code webhook ORG/REPO/NAME}: {@code {"url":"…"}}
 * </ul>
 */
@NullMarked
package dev.portwrit.registry.hub;

import org.jspecify.annotations.NullMarked;
