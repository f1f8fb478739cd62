package routes.watch;

import org.jolokia.core.api.LogHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where Jolokia logs: what it says of each request is for who asks. */
final class JolokiaLog implements LogHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JolokiaLog.class);

    @Override
    public void debug(String message) {
        LOG.trace(message);
    }

    @Override
    public void info(String message) {
        LOG.debug(message);
    }

    @Override
    public void error(String message, Throwable failure) {
        LOG.debug(message, failure);
    }

    @Override
    public boolean isDebug() {
        return false;
    }
}
