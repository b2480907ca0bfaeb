package dev.portwrit.gateway.server;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.request.ErrorCode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Words what the HTTP layer itself refuses as a registry would, without a word of what failed. */
final class OciErrorHandler extends ErrorHandler {
  /** What stands for the method of a request that could not be parsed. */
  private static final String UNREADABLE = "BAD";

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    if (request.getMethod().equals(UNREADABLE)) {
      // It may have been a HEAD, and a body would then be taken for the next answer.
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
      response.write(true, null, callback);
      return;
    }
    byte[] body = body(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static byte[] body(int status) {
    String message =
        switch (status) {
          case 400 -> "the request is malformed";
          case 404 -> "the registry has no such address";
          case 408 -> "the request took too long";
          case 413, 414, 431 -> "the request or its headers are too large";
          case 503 -> "the gateway is not ready, or stops";
          default -> "the request cannot be served";
        };
    ErrorCode code = status >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.UNSUPPORTED;
    return ErrorAnswer.of(status, code, message).body();
  }
}
