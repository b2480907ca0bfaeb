package dev.portwrit.gateway.server;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.registry.Writes;
import dev.portwrit.gateway.upstream.Header;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.gateway.upstream.UpstreamAnswer;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpFields;

/** Writes without a ledger, for tests of what stands before it. */
final class DirectWrites implements Writes {
  private static final Set<String> TOLD =
      Set.of("content-type", "docker-content-digest", "oci-subject", "oci-tag");

  private final Upstream upstream;
  private final List<String> calls = new CopyOnWriteArrayList<>();

  DirectWrites(Upstream upstream) {
    this.upstream = upstream;
  }

  List<String> calls() {
    return calls;
  }

  @Override
  public Told put(
      Subject caller,
      RepositoryName repository,
      Reference reference,
      List<Tag> tags,
      ManifestBytes manifest) {
    calls.add("put " + caller + " " + repository + " " + reference + " " + tags + " " + manifest);
    return told(upstream.putManifest(repository, reference, tags, manifest));
  }

  @Override
  public Told deleteManifest(Subject caller, RepositoryName repository, Reference reference) {
    calls.add("delete " + caller + " " + repository + " " + reference);
    return told(upstream.deleteManifest(repository, reference));
  }

  @Override
  public Told deleteBlob(Subject caller, RepositoryName repository, Digest digest) {
    calls.add("delete blob " + caller + " " + repository + " " + digest);
    return told(upstream.deleteBlob(repository, digest));
  }

  private static Told told(UpstreamAnswer answer) {
    if (answer instanceof UpstreamAnswer.Answered answered) {
      HttpFields.Mutable headers = HttpFields.build();
      for (Header header : answered.headers()) {
        if (TOLD.contains(header.name().toLowerCase(Locale.ROOT))) {
          headers.add(header.name(), header.value());
        }
      }
      return new Told.Answer(answered.status(), headers, answered.body());
    }
    return new Told.Refusal(ErrorAnswer.unavailable("no answer", 1));
  }
}
