package dev.portwrit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.review.Authors;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApproverTest {
  private static int made;
  private static final String ADA = "Ada <ada@acme.example>";
  private static final String CY = "Cy <cy@acme.example>";
  private static final String USERS =
      """
      organization: acme
      owners: [ada]
      members: [cy, dee]
      ---
      user: ada
      accounts: {email: "ada@acme.example, root@home.example"}
      ---
      user: cy
      accounts: {email: cy@acme.example}
      ---
      user: dee
      accounts: {email: dee@acme.example}
      """;
  private static final String GITHUB = "GitHub <noreply@github.com>";

  @Test
  void of_mergeBySomebodyElse_isWhoCommittedIt() throws SourceException {
    assertThat(approval(commit(ADA, ADA, ""), commit(ADA, CY, "")))
        .contains(new Approval(CY, Approval.Kind.MERGE));
    assertThat(approval(commit(ADA, CY, ""), commit(CY, ADA, ""))).isEmpty();
  }

  @Test
  void of_mergeThatTheHostCommitted_isWhoPressedIt() throws SourceException {
    assertThat(approval(commit(ADA, GITHUB, ""), commit(CY, GITHUB, "")))
        .contains(new Approval(CY, Approval.Kind.MERGE));
    assertThat(approval(commit(ADA, GITHUB, ""), commit(ADA, GITHUB, "Acked-by: Dee"))).isEmpty();
  }

  @Test
  void of_mergeByWhoHelped_isNobody() throws SourceException {
    CommitInfo together = commit(ADA, ADA, "Co-authored-by: cy <CY@acme.example>");

    assertThat(approval(together, commit(CY, CY, "Reviewed-by: Dee <dee@acme.example>"))).isEmpty();
  }

  @Test
  void of_trailers_countOnlyWhereSomebodyElseWroteThemIntoAMerge() throws SourceException {
    String acked = "Acked-by: Ada\nAcked-by: Dee <dee@acme.example>";

    assertThat(approval(commit(ADA, ADA, acked))).isEmpty();
    assertThat(approval(commit(ADA, GITHUB, acked))).isEmpty();
    assertThat(approval(commit(ADA, CY, acked))).isEmpty();
    assertThat(approval(commit(ADA, ADA, ""), commit(ADA, ADA, acked))).isEmpty();
    assertThat(approval(commit(ADA, ADA, ""), commit(CY, CY, acked)))
        .contains(new Approval(CY + ", Dee <dee@acme.example>", Approval.Kind.MERGE));
    assertThat(approval(commit(ADA, ADA, acked), commit(CY, CY, "")))
        .contains(new Approval(CY, Approval.Kind.MERGE));
    assertThat(approval(commit(ADA, ADA, ""), commit(ADA, CY, acked)))
        .as("a merge of the author that somebody rebased")
        .contains(new Approval(CY, Approval.Kind.MERGE));
  }

  @Test
  void of_knownSignature_isItsSignerAlone_whomeverTheMessageNames() throws SourceException {
    String acked = "Acked-by: Dee <dee@acme.example>";
    CommitInfo merge = commit(CY, CY, acked);
    CommitInfo rebased = commit(ADA, CY, acked);

    assertThat(approval(Map.of(merge, "cy@acme.example"), commit(ADA, ADA, ""), merge))
        .contains(new Approval("cy@acme.example", Approval.Kind.SIGNATURE));
    assertThat(approval(Map.of(rebased, "cy@acme.example"), rebased))
        .contains(new Approval("cy@acme.example", Approval.Kind.SIGNATURE));
  }

  @Test
  void of_knownSignature_comesBeforeAMerge() throws SourceException {
    CommitInfo merge = commit(CY, CY, "Reviewed-by: Cy <cy@acme.example>");

    assertThat(approval(Map.of(merge, "cy@acme.example"), commit(ADA, ADA, ""), merge))
        .contains(new Approval("cy@acme.example", Approval.Kind.SIGNATURE));
    CommitInfo applied = commit(ADA, "Dee <dee@acme.example>", "");
    assertThat(approval(Map.of(applied, "Dee <dee@acme.example>"), applied, commit(CY, CY, "")))
        .contains(new Approval("Dee <dee@acme.example>", Approval.Kind.SIGNATURE));
  }

  @Test
  void of_signatureByAKeyOfNoUser_saysNothing() throws SourceException {
    CommitInfo underAnotherName = commit(ADA, CY, "");
    for (String key :
        List.of("laptop", "ada@laptop", "dee", "SHA256:abc", "cy@elsewhere.example")) {
      assertThat(approval(Map.of(underAnotherName, key), underAnotherName)).as(key).isEmpty();
      CommitInfo merge = commit(CY, CY, "");
      assertThat(approval(Map.of(merge, key), commit(ADA, ADA, ""), merge))
          .as(key)
          .contains(new Approval(CY, Approval.Kind.MERGE));
    }
  }

  @Test
  void of_signatureByAnAuthor_isNobody_whateverTheCommitterIsCalled() throws SourceException {
    CommitInfo merge = commit(CY, CY, "Acked-by: Dee");

    assertThat(approval(Map.of(merge, "ADA@acme.example"), commit(ADA, ADA, ""), merge)).isEmpty();
    CommitInfo own = commit(ADA, ADA, "");
    assertThat(approval(Map.of(own, "laptop", merge, "laptop"), own, merge)).isEmpty();
    CommitInfo byAda = commit(ADA, ADA, "Acked-by: Dee");
    assertThat(approval(Map.of(byAda, "laptop"), own, byAda)).isEmpty();
  }

  /** Who wrote it may well be who signed it, under an address that the policies do not know. */
  @Test
  void of_signatureOverAChangeOfWhoIsNoUser_saysNothing() throws SourceException {
    CommitInfo merge = commit("C R <cr@home.example>", "C R <cr@home.example>", "");
    CommitInfo change = commit("Cyan <cyan@mail.example>", "Cyan <cyan@mail.example>", "");
    CommitInfo together = commit(ADA, ADA, "Co-authored-by: Cyan <cyan@mail.example>");

    for (CommitInfo one : List.of(change, together)) {
      assertThat(approval(Map.of(merge, "cy@acme.example"), one, merge))
          .contains(new Approval("C R <cr@home.example>", Approval.Kind.MERGE));
    }
    CommitInfo applied = commit("Cyan <cyan@mail.example>", "C R <cr@home.example>", "");
    assertThat(approval(Map.of(applied, "cy@acme.example"), applied)).isEmpty();
  }

  @Test
  void of_signatureByTheHost_isNobodys() throws SourceException {
    CommitInfo merge = commit(ADA, GITHUB, "");

    assertThat(approval(Map.of(merge, GITHUB), commit(ADA, ADA, ""), merge)).isEmpty();
  }

  @Test
  void of_otherAddressOfTheAuthor_isTheAuthor() throws SourceException {
    CommitInfo merge = commit("A <root@home.example>", "A <root@home.example>", "");

    assertThat(approval(commit(ADA, ADA, ""), merge)).isEmpty();
  }

  @Test
  void of_severalMerges_isTheLastThatSomebodyElseMade() throws SourceException {
    CommitInfo inner = commit(CY, CY, "");
    CommitInfo outer = commit(ADA, ADA, "");
    CommitInfo dee = commit("Dee <dee@acme.example>", "Dee <dee@acme.example>", "");

    assertThat(approval(commit(ADA, ADA, ""), outer, inner))
        .contains(new Approval(CY, Approval.Kind.MERGE));
    assertThat(approval(commit(ADA, ADA, ""), dee, inner))
        .contains(new Approval("Dee <dee@acme.example>", Approval.Kind.MERGE));
  }

  private static Optional<Approval> approval(CommitInfo commit, CommitInfo... merges)
      throws SourceException {
    return approval(Map.of(), commit, merges);
  }

  private static Optional<Approval> approval(
      Map<CommitInfo, String> signers, CommitInfo commit, CommitInfo... merges)
      throws SourceException {
    PolicyIndex index =
        PolicyIndex.of(
            new PolicyCompiler(Set.of())
                .compile(
                    List.of(
                        PolicyFile.of("portwrit.yaml", "version: 1\n"),
                        PolicyFile.of("acme.yaml", USERS)))
                .workspace()
                .orElseThrow());
    Authors users = new Authors(index.workspace(), index.memberships().individuals());
    return new Approver(one -> Optional.ofNullable(signers.get(one)), users)
        .of(commit, List.of(merges));
  }

  private static CommitInfo commit(String author, String committer, String trailers) {
    made++;
    return new CommitInfo(
        "%040x".formatted(made),
        List.of(),
        person(author),
        person(committer),
        "Let bob in\n\n" + trailers + "\n");
  }

  private static CommitInfo.Person person(String text) {
    int address = text.indexOf('<');
    return new CommitInfo.Person(
        text.substring(0, address).strip(),
        text.substring(address + 1, text.length() - 1),
        Instant.parse("2026-02-01T10:00:00Z"));
  }
}
