package dev.portwrit.registry.ecr;

import dev.portwrit.registry.ecr.twin.TwinAnswer;
import dev.portwrit.registry.ecr.twin.TwinMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** Hands the SDK's requests over without a network, so that many worlds can be looked at. */
final class DirectHttp implements SdkHttpClient {
  private final Service service;

  /** Who answers. */
  interface Service {
    TwinAnswer answer(TwinMessage message) throws IOException;
  }

  DirectHttp(Service service) {
    this.service = service;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return response(service.answer(message(request)));
      }

      @Override
      public void abort() {
        // An answer is there at once.
      }
    };
  }

  private static TwinMessage message(HttpExecuteRequest request) throws IOException {
    byte[] body = {};
    if (request.contentStreamProvider().isPresent()) {
      try (InputStream content = request.contentStreamProvider().get().newStream()) {
        body = content.readAllBytes();
      }
    }
    return new TwinMessage(
        request.httpRequest().method().name(), request.httpRequest().headers(), body);
  }

  private static HttpExecuteResponse response(TwinAnswer answer) throws IOException {
    if (answer.status() == 0) {
      throw new IOException("the connection ended");
    }
    SdkHttpFullResponse.Builder head = SdkHttpFullResponse.builder().statusCode(answer.status());
    answer.headers().forEach(head::putHeader);
    byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(head.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(text)))
        .build();
  }

  @Override
  public void close() {}
}
