package routes.batch;

import java.time.Instant;

/**
 * Why no new turn begins although nothing is wrong: somebody asked for it.
 *
 * @param by who
 * @param reason why, in their words; foreign text
 * @param since when it began
 */
public record Pause(String by, String reason, Instant since) {}
