package local.snowflake.session;

import java.util.concurrent.CompletableFuture;

/** A request that was accepted and what will become of it. */
public record Job(String queryId, CompletableFuture<Reply> reply) {}
