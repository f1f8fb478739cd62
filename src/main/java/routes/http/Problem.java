package routes.http;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a request, or one event of it, is not taken. Immutable. It becomes {@code application/problem+json}, as RFC 9457 has it.
 *
 * @param status the HTTP status
 * @param detail what is wrong, what was expected and what to do; foreign text in it is printable
 * @param index the event that it is about, counted from 0 as its format does; empty if it is about the whole request
 * @param retryAfter when the same request may be taken; empty if it never will be
 */
public record Problem(int status, String detail, Optional<Integer> index, Optional<Duration> retryAfter) {
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int REQUEST_TIMEOUT = 408;
    static final int CONTENT_TOO_LARGE = 413;
    static final int URI_TOO_LONG = 414;
    static final int UNSUPPORTED_MEDIA_TYPE = 415;
    static final int EXPECTATION_FAILED = 417;
    static final int TOO_MANY_REQUESTS = 429;
    static final int HEADERS_TOO_LARGE = 431;
    static final int INTERNAL_ERROR = 500;
    static final int UNAVAILABLE = 503;

    /** About the whole request, which is refused for good. */
    static Problem of(int status, String detail) {
        return new Problem(status, detail, Optional.empty(), Optional.empty());
    }

    /** About one event. */
    static Problem at(int index, int status, String detail) {
        return new Problem(status, detail, Optional.of(index), Optional.empty());
    }

    /** About this moment. */
    static Problem later(int status, String detail, Duration retryAfter) {
        return new Problem(status, detail, Optional.empty(), Optional.of(retryAfter));
    }

    /** The words that HTTP has for the status, by RFC 9110. */
    String title() {
        return switch (status) {
            case BAD_REQUEST -> "Bad Request";
            case UNAUTHORIZED -> "Unauthorized";
            case FORBIDDEN -> "Forbidden";
            case NOT_FOUND -> "Not Found";
            case METHOD_NOT_ALLOWED -> "Method Not Allowed";
            case REQUEST_TIMEOUT -> "Request Timeout";
            case CONTENT_TOO_LARGE -> "Content Too Large";
            case URI_TOO_LONG -> "URI Too Long";
            case UNSUPPORTED_MEDIA_TYPE -> "Unsupported Media Type";
            case EXPECTATION_FAILED -> "Expectation Failed";
            case TOO_MANY_REQUESTS -> "Too Many Requests";
            case HEADERS_TOO_LARGE -> "Request Header Fields Too Large";
            case UNAVAILABLE -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
