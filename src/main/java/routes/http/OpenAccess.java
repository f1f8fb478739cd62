package routes.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import routes.settings.SettingsException;
import routes.text.Printable;

/** Lets a gateway without API keys listen only where this host alone reaches it. */
public final class OpenAccess {
    private OpenAccess() {}

    /**
     * Checks where a gateway listens.
     *
     * @throws SettingsException if others could post without a key, or the name is not known
     */
    public static void check(String host, boolean hasKeys) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new SettingsException(
                    "Property ingest.host is '" + Printable.of(host)
                            + "', which is no address of this host: expected 127.0.0.1, or an address to listen on.",
                    e);
        }
        if (!hasKeys && !address.isLoopbackAddress()) {
            throw new SettingsException("Property ingest.host is '" + Printable.of(host)
                    + "', which others can reach, and nobody needs a key to post. Set ingest.keys-file to a file of API keys"
                    + " (the command key makes one), or set ingest.host = 127.0.0.1.");
        }
    }
}
