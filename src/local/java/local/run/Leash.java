package local.run;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import routes.Application;

/** Runs the application for as long as the process that started it lives, so that killing that one leaves nothing. */
final class Leash {
    private Leash() {}

    public static void main(String[] arguments) throws Exception {
        toParent();
        Application.main(arguments);
    }

    /** Ends this process when its parent ends. */
    static void toParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            CompletableFuture<Void> end =
                    parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
            Objects.requireNonNull(end);
        });
    }
}
