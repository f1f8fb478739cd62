package routes.tail;

/**
 * What is wrong with a file or with the way out of it.
 *
 * @param message what, made safe to print
 * @param sinceMillis since when, in milliseconds since 1970 UTC
 */
public record Problem(String message, long sinceMillis) {}
