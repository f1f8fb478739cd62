package routes.settings;

import java.util.Optional;

/**
 * A kind of line, such as orders.
 *
 * @param name the feed: names its route, its checkpoint, its prefix in S3 and its SQL
 * @param files the files to tail: globs with absolute paths, separated by commas; {@code *} stays inside a directory,
 *     {@code **} does not
 * @param stream the Firehose delivery stream its records go to
 * @param skipHeaderLines how many lines at the start of each file are not data; none if it is not set
 */
public record FeedSettings(String name, String files, String stream, Optional<Integer> skipHeaderLines) {}
