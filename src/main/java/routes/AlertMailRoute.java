package routes;

import org.apache.camel.builder.RouteBuilder;
import routes.alert.MailServer;

/** Mails an alert, once. The session, which asks for the password, is bound as {@value #SESSION}: it is in no endpoint. */
public final class AlertMailRoute extends RouteBuilder {
    /** Where an alert arrives. */
    static final String MAIL = "direct:mail";
    /** What the session is bound as. */
    static final String SESSION = "alertMailSession";

    private final MailServer server;

    public AlertMailRoute(MailServer server) {
        this.server = server;
    }

    @Override
    public void configure() {
        from(MAIL)
                .routeId("mail")
                .routeGroup("alert")
                .routeDescription("Mails an alert")
                .errorHandler(noErrorHandler())
                .setBody(method("alertMail", "write"))
                .to(smtp());
    }

    private String smtp() {
        return server.protocol() + "://" + server.host() + ":" + server.port() + "?session=#" + SESSION
                + "&connectionTimeout=" + server.timeout().toMillis();
    }
}
