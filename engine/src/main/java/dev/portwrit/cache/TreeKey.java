package dev.portwrit.cache;

/**
 * Which tree of policies is meant. The repository is part of it: an identifier of Git is a SHA-1,
 * and nobody who can craft two equal ones in a repository of their own shall reach into another.
 *
 * @param origin the repository: its folder, or its URL without credentials
 * @param treeId the identifier of the tree of the workspace's root, 40 hexadecimal digits
 */
public record TreeKey(String origin, String treeId) {}
