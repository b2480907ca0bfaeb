package dev.portwrit.registry.ecr;

import dev.portwrit.diagnostic.Printable;
import dev.portwrit.registry.Calls.Trouble;
import dev.portwrit.registry.RegistryException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What the SDK's exceptions mean. Their messages are not shown where they may hold what signs a
 * request: an answer to a wrong signature repeats the request that should have been signed, session
 * token and all.
 */
final class Failures {
  private static final int LONGEST = 300;

  /** Source: AWS, "Common error types" of ECR, IAM and STS. */
  private static final Set<String> BAD_CREDENTIALS =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "OptInRequired",
          "NotAuthorized");

  private static final Set<String> DENIED =
      Set.of("AccessDeniedException", "AccessDenied", "UnauthorizedOperation");

  private Failures() {}

  static Trouble trouble(Exception e) {
    if (e instanceof AwsServiceException service) {
      if (service.isThrottlingException() || service.statusCode() == 429) {
        return new Trouble(Trouble.Kind.TOO_MANY, retryAfter(service));
      }
      return service.statusCode() >= 500
          ? new Trouble(Trouble.Kind.PASSING, retryAfter(service))
          : Trouble.of(Trouble.Kind.LASTING);
    }
    return Trouble.of(
        e.getCause() instanceof IOException ? Trouble.Kind.PASSING : Trouble.Kind.LASTING);
  }

  private static Duration retryAfter(AwsServiceException e) {
    if (e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null) {
      return Duration.ZERO;
    }
    return e.awsErrorDetails()
        .sdkHttpResponse()
        .firstMatchingHeader("Retry-After")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(Long::parseLong)
        .map(Duration::ofSeconds)
        .orElse(Duration.ZERO);
  }

  /** The code of an answer that refuses; empty where there was no such answer. */
  static String code(Exception e) {
    return e instanceof AwsServiceException service
            && service.awsErrorDetails() != null
            && service.awsErrorDetails().errorCode() != null
        ? service.awsErrorDetails().errorCode()
        : "";
  }

  static boolean isBadCredentials(Exception e) {
    return BAD_CREDENTIALS.contains(code(e));
  }

  /** Whether nobody can say if a call was carried out. */
  static boolean isUnclear(Exception e) {
    return !(e instanceof AwsServiceException service) || service.statusCode() >= 500;
  }

  /** What went wrong, one line without secrets. */
  static String reason(String call, Exception e) {
    if (e instanceof CancellationException) {
      return "`" + call + "` was stopped";
    }
    if (!(e instanceof AwsServiceException service)) {
      return "`" + call + "` got no answer that is understood" + cause(e);
    }
    String code = code(e);
    if (DENIED.contains(code)) {
      return "the credentials may not `" + call + "`" + said(service);
    }
    if (isBadCredentials(e)) {
      return "the credentials were not accepted: `" + code + "`";
    }
    if (service.isThrottlingException() || service.statusCode() == 429) {
      return "`" + call + "` was refused since there are too many calls";
    }
    String name = code.isEmpty() ? String.valueOf(service.statusCode()) : Printable.escape(code);
    return "`" + call + "` was answered `" + name + "`" + said(service);
  }

  private static String cause(Exception e) {
    return e.getCause() instanceof IOException ? ": the connection failed or broke off" : "";
  }

  private static String said(AwsServiceException e) {
    String text = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    if (text == null || text.isBlank() || e.statusCode() >= 500) {
      return "";
    }
    String line = Printable.escape(text.strip().lines().findFirst().orElse(""));
    return ": " + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
  }

  /** That there are no credentials, or that a role cannot be taken on. */
  static RegistryException credentials(EcrAddress address, Exception e) {
    String where = "registry `" + address.name() + "`";
    if (address.role().isPresent() && e instanceof AwsServiceException) {
      return new RegistryException(
          RegistryException.Kind.CREDENTIALS,
          where
              + ": the role `"
              + address.role().get()
              + "` cannot be taken on: "
              + reason("AssumeRole", e),
          "let its trust policy name the account or identity that Portwrit runs as");
    }
    if (address.profile().isPresent()) {
      String profile = Printable.escape(address.profile().get());
      return new RegistryException(
          RegistryException.Kind.CREDENTIALS,
          where + ": the profile `" + profile + "` gives no credentials",
          "write it into the AWS configuration of this machine, or take `profile` out of the registry");
    }
    return new RegistryException(
        RegistryException.Kind.CREDENTIALS,
        where + ": no credentials of AWS were found",
        "give them in the environment, a profile (`AWS_PROFILE`) or by the machine's role");
  }

  /** That nothing can be read at all. */
  static RegistryException fatal(EcrAddress address, String call, Exception e) {
    String message = "registry `" + address.name() + "`: " + reason(call, e);
    if (isBadCredentials(e)) {
      return new RegistryException(
          RegistryException.Kind.CREDENTIALS,
          message,
          code(e).contains("Expired")
              ? "log in again: the credentials have expired"
              : "check the access key, the secret and the clock of this machine");
    }
    if (DENIED.contains(code(e))) {
      return new RegistryException(
          RegistryException.Kind.DENIED,
          message,
          "allow the call to the identity that Portwrit runs as; docs/ecr.md lists what it needs");
    }
    return new RegistryException(
        RegistryException.Kind.UNREACHABLE,
        message,
        address.url().isPresent()
            ? "check the `url` of the registry, and that something listens there"
            : "check the network and the `region` of the registry");
  }

  /** Whether the SDK threw it. */
  static boolean isOfTheSdk(RuntimeException e) {
    return e instanceof SdkException || e instanceof CancellationException;
  }
}
