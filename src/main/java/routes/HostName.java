package routes;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this host, for people who look at the fence and for the identity of tailed files. */
final class HostName {
    private HostName() {}

    static String get() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
