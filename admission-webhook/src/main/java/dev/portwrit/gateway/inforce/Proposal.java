package dev.portwrit.gateway.inforce;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.source.Snapshot;

/**
 * A policy that wants to come into force: it compiles, and descends from the one in force.
 *
 * @param version as {@link AcceptedPolicy#version()}
 * @param snapshot its files and its commit
 * @param index what it means
 */
public record Proposal(String version, Snapshot snapshot, PolicyIndex index) {}
