package routes.delivery;

import java.io.IOException;

/** The file was truncated before its bytes could be read. Trying again cannot help. */
public final class SourceGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says which range is gone. */
    public SourceGoneException(String message) {
        super(message);
    }
}
