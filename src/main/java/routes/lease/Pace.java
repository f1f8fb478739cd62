package routes.lease;

import java.time.Duration;

/**
 * The times of an election. Each is a bit shorter than the one before, so that a leader that can no longer renew has stopped
 * before another begins.
 *
 * @param lease how long others wait after the last renewal that they saw, in whole seconds
 * @param renewal how long a leader leads after its last renewal
 * @param retry how often the Lease is looked at and renewed
 */
public record Pace(Duration lease, Duration renewal, Duration retry) {}
