package dev.portwrit.registry.ecr;

import dev.portwrit.registry.ObjectId;

/**
 * A managed policy of ours is attached to somebody.
 *
 * @param policy the name of the policy
 * @param to the ARN of a role, a user or a group
 */
record Attachment(String policy, String to) {
  /** The content of the object: that it is there is all there is to say. */
  static final String CONTENT = "{}";

  /** What a policy is attached to. */
  enum Kind {
    ROLE("Role"),
    USER("User"),
    GROUP("Group");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word in the names of IAM's calls. */
    String word() {
      return word;
    }
  }

  /** The attachment that an object is. */
  static Attachment of(ObjectId id) {
    int space = id.name().indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException("no attachment: `" + id + "`");
    }
    return new Attachment(id.name().substring(0, space), id.name().substring(space + 1));
  }

  ObjectId id() {
    return new ObjectId(EcrObjects.ATTACHMENT, policy + " " + to);
  }

  Kind kind() {
    if (to.contains(":role/")) {
      return Kind.ROLE;
    }
    return to.contains(":user/") ? Kind.USER : Kind.GROUP;
  }

  /** The name in IAM, without its path. */
  String name() {
    return Arn.lastSegment(to);
  }
}
