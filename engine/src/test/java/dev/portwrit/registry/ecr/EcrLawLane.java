package dev.portwrit.registry.ecr;

import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.FakeTime;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.Step;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The reader and the writer that many worlds use one after the other, since the SDK's clients cost
 * more to make than a world.
 */
final class EcrLawLane {
  private final EcrReader reader;
  private final EcrWriter writer;
  private DirectHttp.Service service = message -> EcrLawAccount.service().answer(message);

  EcrLawLane() {
    EcrAddress address =
        new EcrAddress(
            "live",
            EcrLawAccount.ID,
            EcrLawAccount.REGION,
            Optional.of(URI.create("http://127.0.0.1:1")),
            Optional.empty(),
            Optional.empty());
    StaticCredentialsProvider key =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(EcrLawAccount.KEY.id(), EcrLawAccount.KEY.secret()));
    try {
      AwsClients clients =
          AwsClients.of(address, key, new DirectHttp(message -> service.answer(message)));
      EcrCalls calls = new EcrCalls(address, clients, new FakeTime().pace());
      // One call at a time, so that the n-th is the same whenever the world is made.
      this.reader =
          new EcrReader(
              calls,
              new EcrInterest(name -> name.startsWith("acme/"), name -> false, name -> false),
              1);
      this.writer = new EcrWriter(calls);
    } catch (RegistryException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The reader of one world, until another asks. */
  LiveReader reader(DirectHttp.Service of) {
    service = of;
    return new LiveReader() {
      @Override
      public NativeState read(Scope scope) throws RegistryException {
        return reader.read(scope);
      }

      @Override
      public Reading read(ObjectId object) {
        return reader.read(object);
      }

      @Override
      public CallCount calls() {
        return reader.calls();
      }

      @Override
      public void close() {
        // The next world uses it.
      }
    };
  }

  /** The writer of one world, until another asks. */
  LiveWriter writer(DirectHttp.Service of) {
    service = of;
    return new LiveWriter() {
      @Override
      public Performed perform(Step step) {
        return writer.perform(step);
      }

      @Override
      public CallCount calls() {
        return writer.calls();
      }

      @Override
      public void close() {
        // The next world uses it.
      }
    };
  }
}
