package routes.batch;

/**
 * A run of lines that follow each other in a file and have been loaded.
 *
 * @param source the incarnation of the file
 * @param from offset in bytes of its first byte
 * @param to offset in bytes after its last line, without what ends that line
 */
public record LoadedRange(String source, long from, long to) {}
