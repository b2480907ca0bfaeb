package dev.portwrit.gateway.inforce;

import dev.portwrit.language.RequiredAdmins;
import dev.portwrit.policy.Settings;
import java.time.Instant;
import java.util.List;

/** Refuses a change that takes {@code administer} from one of the {@code admins}. */
public final class AdminsCheck implements ChangeCheck {
  @Override
  public List<String> objections(Settings restraints, Proposal proposal, Instant now) {
    return RequiredAdmins.missing(restraints.admins(), proposal.index().workspace()).stream()
        .map(Problems::line)
        .toList();
  }
}
