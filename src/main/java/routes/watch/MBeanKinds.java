package routes.watch;

import javax.management.ObjectInstance;
import org.jolokia.service.jmx.api.CacheKeyProvider;

/**
 * Has Jolokia describe each kind of Camel's MBeans once in the list that the console reads, where it would describe each of
 * a thousand: Camel makes the description of an MBean from its class. The console asks for such a list by {@code listCache}.
 */
final class MBeanKinds extends CacheKeyProvider {
    MBeanKinds() {
        super(1);
    }

    /** Answers null for what is to be described by itself. */
    @Override
    public String determineKey(ObjectInstance bean) {
        return bean.getObjectName().getDomain().equals(JolokiaPolicy.CAMEL) ? bean.getClassName() : null;
    }
}
