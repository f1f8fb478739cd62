package routes;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/** Rings for a look at landing, from outside the routes. Used by one thread. */
final class LookBell implements Runnable {
    private final CamelContext context;
    private ProducerTemplate template;

    LookBell(CamelContext context) {
        this.context = context;
    }

    /** Rings and returns; a bell that is rung already stays rung. */
    @Override
    public void run() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        template.send(Endpoints.LOOK, exchange -> {});
    }
}
