package bench.tail;

/**
 * Lines that arrived in one record, one behind the other.
 *
 * @param file the file they were written to
 * @param first number of the first line
 * @param count how many
 * @param atMicros when the record arrived, in microseconds since 1970 UTC
 */
record Piece(int file, long first, long count, long atMicros) {}
