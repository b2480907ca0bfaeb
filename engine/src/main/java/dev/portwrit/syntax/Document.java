package dev.portwrit.syntax;

/**
 * One document of a policy file.
 *
 * @param root its value
 * @param complete false if a problem kept the document from being read; then at most its first key
 *     and the text behind it are there, which say what it would have defined
 */
public record Document(Node root, boolean complete) {}
