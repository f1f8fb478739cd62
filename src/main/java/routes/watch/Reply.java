package routes.watch;

/**
 * An answer of the batch API.
 *
 * @param status of HTTP
 * @param type of the content
 * @param content as text
 * @param location where to look further; null for nowhere
 */
record Reply(int status, String type, String content, String location) {
    static final int OK = 200;
    static final int ACCEPTED = 202;
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";
    static final String HTML = "text/html; charset=utf-8";

    static Reply json(int status, Object content) {
        return new Reply(status, JSON, Json.of(content), null);
    }

    static Reply html(int status, Object content) {
        return new Reply(status, HTML, content.toString(), null);
    }
}
