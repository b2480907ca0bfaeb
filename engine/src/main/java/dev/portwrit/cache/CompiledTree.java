package dev.portwrit.cache;

import dev.portwrit.language.Compilation;

/**
 * What is kept of a tree of policies.
 *
 * @param files how many policy files it has
 * @param compilation what came out of compiling them, what was refused in reading them among the
 *     problems
 */
public record CompiledTree(int files, Compilation compilation) {}
