package routes.watch;

import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;

/** Shows objects as MBeans of our own domain, where Hawtio finds them in its view JMX. They go when Camel stops. */
public final class OwnMBeans {
    private OwnMBeans() {}

    /**
     * Shows one. Nothing happens where Camel's own JMX is turned off.
     *
     * @param bean an object with Camel's annotations for management
     * @param type the property {@code type} of its name
     * @param more what else tells it from others of its type: words without any of {@code ,=:"*?}
     */
    public static void show(CamelContext context, Object bean, String type, Map<String, String> more) {
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        if (agent == null) {
            return;
        }
        StringBuilder name = new StringBuilder(JolokiaPolicy.OURS + ":context=" + context.getManagementName());
        name.append(",type=").append(type);
        more.forEach((key, value) -> name.append(',').append(key).append('=').append(value));
        try {
            agent.register(bean, new ObjectName(name.toString()), true);
        } catch (JMException e) {
            throw new IllegalStateException("Cannot show the MBean " + type, e);
        }
    }
}
