package dev.portwrit.gateway.server;

import dev.portwrit.decision.PolicyIndex;
import java.util.Optional;

/**
 * The policy in force at one moment; a request is decided by one of them from beginning to end.
 *
 * @param index what decides
 * @param commit the accepted commit, or what stands for one where the policy is a plain folder
 * @param writesRefused why writes are refused whatever the policy says, empty where they are not
 */
record PolicyView(PolicyIndex index, String commit, Optional<String> writesRefused) {}
