package dev.portwrit.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do with a repository. */
public enum Action {
  /** Read manifests, blobs, tags and referrers. */
  PULL,
  /** Upload content and create a tag. */
  PUSH,
  /** Point an existing tag at another digest. */
  OVERWRITE,
  /** Remove a tag, a manifest or a blob. */
  DELETE,
  /** Change settings and permissions, delete or empty the repository. */
  ADMINISTER;

  /**
   * Reads an action as policies and commands write it.
   *
   * @param text such as {@code push}
   * @return the action, or empty if the text is not one
   */
  public static Optional<Action> parse(String text) {
    return Arrays.stream(values()).filter(action -> action.toString().equals(text)).findFirst();
  }

  /**
   * The action as policies and commands write it.
   *
   * @return lower case, such as {@code push}
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
