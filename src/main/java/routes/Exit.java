package routes;

import org.apache.camel.main.MainSupport;

/** Ends the process in an orderly way. */
public final class Exit {
    private final MainSupport main;

    Exit(MainSupport main) {
        this.main = main;
    }

    /** Lets the main thread stop Camel; returns at once, since the caller is one of the routes to be stopped. */
    public void exit() {
        main.completed();
    }
}
