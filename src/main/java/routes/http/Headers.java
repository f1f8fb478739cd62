package routes.http;

import java.util.List;

/** The headers of a request. */
@FunctionalInterface
interface Headers {
    /** All values of a header in their order, whatever the case of its name; empty if it is not there. */
    List<String> all(String name);
}
