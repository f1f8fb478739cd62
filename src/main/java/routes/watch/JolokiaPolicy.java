package routes.watch;

import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What Jolokia does for somebody; what is not named here it does for nobody. Viewers read attributes and see how routes are
 * made; operators besides start, stop, suspend and resume routes, see messages, and steer what is our own. Immutable.
 */
final class JolokiaPolicy implements Restrictor {
    static final JolokiaPolicy VIEWER = new JolokiaPolicy(false);
    static final JolokiaPolicy OPERATOR = new JolokiaPolicy(true);

    /** The domain of Camel's MBeans. */
    static final String CAMEL = "org.apache.camel";
    /** The domain of the MBeans that this project adds. */
    static final String OURS = "snowline";
    /** Of these, what changes something. */
    static final String STEERING = "Replay";

    private static final String JAVA = "java.lang";
    private static final Set<String> DOMAINS = Set.of(CAMEL, JAVA, OURS);

    private static final Set<RequestType> TYPES = Set.of(RequestType.LIST, RequestType.SEARCH, RequestType.VERSION);
    /** Not system properties, arguments or paths: secrets are handed over in them. */
    private static final Set<String> OF_RUNTIME =
            Set.of("Name", "Pid", "SpecVersion", "StartTime", "Uptime", "VmName", "VmVendor", "VmVersion");
    /** Operations that look at routes and their like, by how their names begin. */
    private static final Set<String> LOOKING = Set.of("dump", "get", "is", "list");

    private static final Set<String> LOOKING_AT_SERVICES = Set.of("browse", "endpointStatistics", "routeStatus");
    private static final Set<String> OF_ROUTES = Set.of("start()", "stop()", "suspend()", "resume()");
    private static final Set<String> OF_TRACER = Set.of(
            "clear",
            "dumpAllTracedMessages",
            "dumpAllTracedMessagesAsJSon",
            "dumpAllTracedMessagesAsXml",
            "dumpTracedMessages",
            "dumpTracedMessagesAsJSon",
            "dumpTracedMessagesAsXml",
            "resetTraceCounter",
            "setEnabled");
    /** Not TraceFilter, which is an expression, and expressions can call anything. */
    private static final Set<String> WRITTEN_IN_TRACER = Set.of(
            "Enabled",
            JolokiaRequest.BODY_MAX_CHARS,
            JolokiaRequest.BODY_INCLUDE_FILES,
            JolokiaRequest.BODY_INCLUDE_STREAMS,
            JolokiaRequest.TRACE_PATTERN);

    private final boolean maySteer;

    private JolokiaPolicy(boolean maySteer) {
        this.maySteer = maySteer;
    }

    static JolokiaPolicy of(Visitor visitor) {
        return visitor.maySteer() ? OPERATOR : VIEWER;
    }

    /** Asked of commands that name no attribute and no operation. */
    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return (name.getDomain().equals(JAVA) && isOf("Runtime", name))
                ? OF_RUNTIME.contains(attribute)
                : DOMAINS.contains(name.getDomain());
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return maySteer && isOne(name) && isTracer(name) && WRITTEN_IN_TRACER.contains(attribute);
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        return isOne(name) && (mayLook(name, bare(operation)) || (maySteer && mayCall(name, operation)));
    }

    /** What is not even listed: what would be of no use to anybody here. */
    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !DOMAINS.contains(name.getDomain());
    }

    private static boolean mayLook(ObjectName name, String operation) {
        return name.getDomain().equals(CAMEL)
                && !isOf("tracer", name)
                && (LOOKING.stream().anyMatch(operation::startsWith)
                        || (isOf("services", name) && LOOKING_AT_SERVICES.contains(operation)));
    }

    private static boolean mayCall(ObjectName name, String operation) {
        if (name.getDomain().equals(OURS)) {
            return isOf(STEERING, name);
        }
        return name.getDomain().equals(CAMEL)
                && ((isOf("routes", name) && OF_ROUTES.contains(operation.endsWith(")") ? operation : operation + "()"))
                        || (isOf("endpoints", name) && bare(operation).startsWith("browse"))
                        || (isTracer(name) && OF_TRACER.contains(bare(operation))));
    }

    private static boolean isTracer(ObjectName name) {
        return name.getDomain().equals(CAMEL)
                && isOf("tracer", name)
                && "BacklogTracer".equals(name.getKeyProperty("name"));
    }

    private static boolean isOf(String type, ObjectName name) {
        return type.equals(name.getKeyProperty("type"));
    }

    /** Not a pattern, which Jolokia would apply to whatever it matches. */
    private static boolean isOne(ObjectName name) {
        return !name.isPattern();
    }

    /** An operation without the types of its parameters. */
    private static String bare(String operation) {
        int parameters = operation.indexOf('(');
        return parameters < 0 ? operation : operation.substring(0, parameters);
    }

    /** The gate has asked already. */
    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return true;
    }

    /** The gate has asked already. */
    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return true;
    }

    /** The gate has asked already; and no other site is told that it may read an answer. */
    @Override
    public boolean isOriginAllowed(String origin, boolean isStrict) {
        return isStrict;
    }

    @Override
    public String toString() {
        return (maySteer ? Access.OPERATOR : Access.VIEWER).word();
    }
}
