package routes.failure;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Answers probes of a stage: fails those whose text names an object that cannot be read. */
final class InMemoryStage {
    private final Map<String, SQLException> unreadable = new TreeMap<>();
    private final List<String> probes = new ArrayList<>();
    private UnaryOperator<SQLException> onFailure = failure -> failure;
    private SQLException outage;
    private int opened;

    /** From now on reading the object, given as {@code orders/000001} or {@code _manifest}, fails. */
    void fail(String object, SQLException failure) {
        unreadable.put(object, failure);
    }

    /** From now on nothing can be connected to. */
    void refuseConnections(SQLException failure) {
        outage = failure;
    }

    /** Does something at each failure, before it is told. */
    void atFailure(Runnable change) {
        onFailure = failure -> {
            change.run();
            return failure;
        };
    }

    List<String> probes() {
        return probes;
    }

    /** Connections that were opened and not closed. */
    int open() {
        return opened;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (proxy, method, arguments) -> connection());
    }

    private Connection connection() throws SQLException {
        if (outage != null) {
            throw outage;
        }
        opened++;
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("createStatement")) {
                return statement();
            }
            return closing(method, () -> opened--);
        });
    }

    private Statement statement() {
        return proxy(
                Statement.class,
                (proxy, method, arguments) -> method.getName().equals("executeQuery")
                        ? read((String) arguments[0])
                        : closing(method, () -> {}));
    }

    private ResultSet read(String probe) throws SQLException {
        probes.add(probe);
        for (Map.Entry<String, SQLException> object : unreadable.entrySet()) {
            if (probe.contains(object.getKey())) {
                throw onFailure.apply(object.getValue());
            }
        }
        return proxy(
                ResultSet.class,
                (proxy, method, arguments) -> method.getName().equals("next") ? true : closing(method, () -> {}));
    }

    private static Object closing(Method method, Runnable atClose) {
        if (!method.getName().equals("close")) {
            throw new UnsupportedOperationException(method.getName());
        }
        atClose.run();
        return null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(InMemoryStage.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
