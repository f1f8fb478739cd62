package routes.http;

import java.util.Optional;

/**
 * What is known of a post before its body. Immutable.
 *
 * @param request names the request
 * @param feed a feed that takes posts
 * @param client the name of the API key; empty where none is needed
 * @param format how the body holds events
 * @param isGzip whether the body is compressed
 * @param idempotencyKey by which the client says that requests are the same one
 */
record PostHead(
        String request,
        String feed,
        String client,
        BodyFormat format,
        boolean isGzip,
        Optional<String> idempotencyKey) {}
