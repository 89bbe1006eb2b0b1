package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.wire.SubmitOutcome.Accepted;
import io.controlnetflow.core.wire.SubmitOutcome.Ambiguous;
import io.controlnetflow.core.wire.SubmitOutcome.NotAccepted;
import io.controlnetflow.core.wire.SubmitOutcome.Why;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an answer or a failure of a submit means. Whatever is not certain is ambiguous (source: the vendor's page on
 * errors and retries: a connection that drops, or a 5xx without an id, may have made a task).
 */
public final class SubmitOutcomes {
    /** By name, because core does not know the HTTP client: not a byte of the request was sent. */
    private static final Set<String> BEFORE_SENDING = Set.of(
            "ConnectTimeoutException",
            "HttpConnectTimeoutException",
            "HttpHostConnectException",
            "ConnectionRequestTimeoutException",
            "ConnectionPoolTimeoutException");

    private static final int DEEPEST = 20;

    private SubmitOutcomes() {}

    /** An answer came. A {@code Retry-After} that is a date is left out. */
    public static SubmitOutcome ofAnswer(int status, @Nullable String retryAfterHeader, Body body) {
        return ofAnswer(status, retryAfterHeader, body, null);
    }

    /** An answer came, at the given time. */
    public static SubmitOutcome ofAnswer(
            int status, @Nullable String retryAfterHeader, Body body, @Nullable Instant now) {
        Envelope envelope = Envelope.read(status, body);
        boolean success = status >= 200 && status < 300;
        if (success || status >= 500) {
            JsonNode data = envelope.data();
            Optional<Prediction> prediction = data == null ? Optional.empty() : PredictionReader.read(data);
            if (prediction.isPresent()) {
                return new Accepted(prediction.get());
            }
        }
        int said = success ? envelope.code() : status;
        Duration retryAfter = RetryAfter.of(retryAfterHeader, now).orElse(null);
        if (refused(said)) {
            return new NotAccepted(why(said, envelope), said, envelope.message(), retryAfter);
        }
        return new Ambiguous(
                success && envelope.ok()
                        ? "HTTP " + status + " without a usable prediction id"
                        : "HTTP " + status + ": " + envelope.message());
    }

    /** No answer came. */
    public static SubmitOutcome ofFailure(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (notReached(cause)) {
                return new NotAccepted(Why.NOT_REACHED, 0, describe(cause), null);
            }
            if (cause instanceof SocketException || cause instanceof SocketTimeoutException) {
                return new Ambiguous(describe(cause));
            }
        }
        return new Ambiguous(describe(failure));
    }

    private static boolean notReached(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnresolvedAddressException
                || cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException
                || BEFORE_SENDING.contains(cause.getClass().getSimpleName());
    }

    /**
     * 408 is not here: a gateway that gave up waiting may have passed the request on. Neither are 5xx nor codes that are no
     * HTTP status, except the two that say why no task was made.
     */
    private static boolean refused(int said) {
        return (said >= 300 && said < 500 && said != 408 && said != 499) || said == TaskCode.INSUFFICIENT_CREDITS;
    }

    private static Why why(int said, Envelope envelope) {
        if (said == 402
                || said == TaskCode.INSUFFICIENT_CREDITS
                || envelope.code() == TaskCode.INSUFFICIENT_CREDITS
                || Json.whole(envelope.data(), "code", 0) == TaskCode.INSUFFICIENT_CREDITS) {
            return Why.NO_CREDIT;
        }
        return switch (said) {
            case 429 -> Why.RATE;
            case 401 -> Why.UNAUTHORIZED;
            default -> Why.REJECTED;
        };
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }
}
