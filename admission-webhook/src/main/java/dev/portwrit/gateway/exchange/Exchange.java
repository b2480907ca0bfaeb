package dev.portwrit.gateway.exchange;

import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.request.ParsedRequest;
import dev.portwrit.gateway.request.Rejected;
import dev.portwrit.gateway.request.RequestGrammar;
import dev.portwrit.policy.Subject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request and its one answer. Whoever answers first, answers: a failure that comes while an
 * answer is under way does not write a second one.
 */
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final HttpFields.Mutable further = HttpFields.build();
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile boolean bodyTaken;
  private volatile String caller = "";
  private volatile boolean cut;

  /** Takes over what Jetty gave a handler. */
  public Exchange(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  /** The request, for what only it knows. */
  public Request request() {
    return request;
  }

  /** Reads method, target and names of the headers as one operation. */
  public ParsedRequest parse() {
    Optional<String> problem = RequestForm.problem(request);
    if (problem.isPresent()) {
      if (!RequestForm.isHttp2(request)) {
        // Where the request ends is in doubt, so what follows it is none.
        response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
      }
      return new Rejected(400, ErrorCode.UNSUPPORTED, problem.get(), List.of());
    }
    HttpURI uri = request.getHttpURI();
    String target = uri.getPathQuery();
    if (target == null || uri.getFragment() != null) {
      // What the parser of requests lets pass, but is no target of ours: `*`, a fragment.
      target = "*";
    }
    return RequestGrammar.parse(
        request.getMethod(), target, request.getHeaders().getFieldNamesCollection());
  }

  /** Runs a stage; what nobody foresaw becomes an answer too, and never a pass. */
  public void guard(Runnable stage) {
    try {
      stage.run();
    } catch (RuntimeException e) {
      LOG.error("a request failed inside the gateway", e);
      answer(ErrorAnswer.of(500, ErrorCode.UNAVAILABLE, "the gateway failed at this request"));
    }
  }

  /** The headers of the request. */
  public HttpFields headers() {
    return request.getHeaders();
  }

  /** The body, for one reader. Asking for it is what lets a client that waits for 100 send it. */
  public Content.Source takeBody() {
    bodyTaken = true;
    return request;
  }

  /** Says who it is from, once that is known; those who did not log in are told by address. */
  public void setCaller(Subject subject) {
    caller =
        subject instanceof Subject.Anonymous ? Request.getRemoteAddr(request) : subject.toString();
  }

  /** What this request takes of a room, which is given back when the request has ended. */
  public BodyRoom.Share shareOf(BodyRoom room) {
    BodyRoom.Share share = room.share(caller);
    Request.addCompletionListener(request, failure -> share.close());
    return share;
  }

  /** Threads that may block, for what goes on with this request. */
  public Executor threads() {
    return request.getComponents().getExecutor();
  }

  /** Counts this request until it has ended; false if its caller has too many. */
  public boolean enter(CallerLimit limit) {
    String counted = caller;
    if (!limit.enter(counted)) {
      return false;
    }
    Request.addCompletionListener(request, failure -> limit.leave(counted));
    return true;
  }

  /** The status of the answer, once there is one. */
  public int status() {
    return response.getStatus();
  }

  /** Adds a header to whatever the answer will be. */
  public void addHeader(String name, String value) {
    further.add(name, value);
  }

  /** Answers with a body that is in memory. */
  public void answer(int status, HttpFields headers, byte[] body) {
    if (begin(status, headers)) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
      response.write(true, ByteBuffer.wrap(body), ending());
    }
  }

  /** Answers without a body, though perhaps with the length of one, as HEAD does. */
  public void answerWithoutBody(int status, HttpFields headers) {
    if (begin(status, headers)) {
      response.write(true, null, ending());
    }
  }

  /** Answers with an error. */
  public void answer(ErrorAnswer error) {
    HttpFields.Mutable headers = HttpFields.build(error.headers());
    headers.put(HttpHeader.CONTENT_TYPE, "application/json");
    answer(error.status(), headers, error.body());
  }

  /** Answers, and takes nothing more of a body that was not read to its end. */
  public void answerAndClose(ErrorAnswer error) {
    bodyTaken = false;
    answer(error);
  }

  /**
   * Answers with a body that is still coming. If it breaks off, the client's connection, or its
   * stream of HTTP/2, is cut, so that the part cannot be taken for the whole.
   *
   * <p>INVARIANT: the last write happens only when the source has said that it ended well.
   */
  public void answer(int status, HttpFields headers, Content.Source body) {
    if (begin(status, headers)) {
      Content.copy(
          body,
          response,
          Callback.from(
              Invocable.InvocationType.NON_BLOCKING, ending()::succeeded, this::breakOff));
    } else {
      body.fail(new IllegalStateException("the request is answered already"));
    }
  }

  private void breakOff(Throwable failure) {
    if (response.isCommitted()) {
      callback.failed(failure);
      return;
    }
    response.reset();
    answered.set(false);
    answer(ErrorAnswer.badGateway("the registry's answer broke off"));
  }

  private boolean begin(int status, HttpFields headers) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    // A body that nobody will read must not be taken for the next request.
    if (!bodyTaken && !Lingering.isWholeAfterSkipping(request)) {
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
      cut = true;
    }
    response.setStatus(status);
    headers.forEach(response.getHeaders()::add);
    further.forEach(response.getHeaders()::add);
    return true;
  }

  private Callback ending() {
    return cut ? Lingering.before(request, callback) : callback;
  }
}
