package dev.portwrit.registry.ecr;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends the SDK's requests by the JDK's client, each once. The SDK's own small client stands on
 * {@code HttpURLConnection}, which sends a POST a second time, unseen, where a kept connection
 * turns out to be closed: a write would be made twice and counted once.
 */
final class JdkHttpClient implements SdkHttpClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  // What the client sets itself, and takes from nobody.
  private static final Set<String> ITS_OWN =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final Duration timeout;

  /** A client whose answers come within a time as a whole, or not at all. */
  JdkHttpClient(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Exchange(request);
  }

  @Override
  public String clientName() {
    return "JdkHttp";
  }

  /** Its connections end with it: the JDK's client has no other end before Java 21. */
  @Override
  public void close() {}

  private final class Exchange implements ExecutableHttpRequest {
    private final HttpExecuteRequest asked;
    private final CompletableFuture<Void> aborted = new CompletableFuture<>();

    private Exchange(HttpExecuteRequest asked) {
      this.asked = asked;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      CompletableFuture<HttpResponse<byte[]>> answer =
          client.sendAsync(request(), HttpResponse.BodyHandlers.ofByteArray());
      CompletableFuture<Void> unused = aborted.thenAccept(nothing -> answer.cancel(true));
      try {
        return response(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        answer.cancel(true);
        throw new HttpTimeoutException("no answer within " + timeout.toSeconds() + " s");
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException io ? io : new IOException("not sent", e);
      } catch (InterruptedException e) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw new IOException("it was stopped", e);
      }
    }

    @Override
    public void abort() {
      aborted.complete(null);
    }

    private HttpRequest request() throws IOException {
      SdkHttpRequest http = asked.httpRequest();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(http.getUri()).method(http.method().name(), body());
      http.forEachHeader(
          (name, values) -> {
            if (!ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
              values.forEach(value -> request.header(name, value));
            }
          });
      return request.build();
    }

    private HttpRequest.BodyPublisher body() throws IOException {
      if (asked.contentStreamProvider().isEmpty()) {
        return HttpRequest.BodyPublishers.noBody();
      }
      try (InputStream content = asked.contentStreamProvider().get().newStream()) {
        return HttpRequest.BodyPublishers.ofByteArray(content.readAllBytes());
      }
    }

    private HttpExecuteResponse response(HttpResponse<byte[]> answer) {
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpFullResponse.builder()
                  .statusCode(answer.statusCode())
                  .headers(answer.headers().map())
                  .build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
          .build();
    }
  }
}
