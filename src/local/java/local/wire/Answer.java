package local.wire;

import java.nio.charset.StandardCharsets;

/**
 * An answer the gate gives itself, without asking the server behind it.
 *
 * @param status the HTTP status
 * @param contentType the type of the body
 * @param body the body, sent as UTF-8
 */
public record Answer(int status, String contentType, String body) {

    /** What S3 says when it is asked too often: <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">503 SlowDown</a>. */
    public static Answer slowDown() {
        return s3Error(503, "SlowDown", "Please reduce your request rate.");
    }

    /** An error in the XML of S3. */
    public static Answer s3Error(int status, String code, String message) {
        return new Answer(
                status,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>");
    }

    byte[] toBytes(String method, boolean close) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " Answered by the gate\r\nContent-Type: " + contentType
                + "\r\nContent-Length: " + content.length + (close ? "\r\nConnection: close" : "") + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        if (method.equals("HEAD")) {
            return start;
        }
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }
}
