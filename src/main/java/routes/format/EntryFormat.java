package routes.format;

import java.util.Optional;
import routes.delivery.Source;

/** What entries of a feed become. Immutable, safe for any number of threads. */
interface EntryFormat {
    /** Begins with lines of a source. */
    Writer writer(Source source);

    /** Writes the entries of one record after another. Belongs to one thread. */
    abstract class Writer {
        /** To be called when the entries have moved on to another record. */
        void nextRecord() {
            // Most formats keep nothing of a record.
        }

        /** Whether the entry holds nothing, so that nothing leaves for it. */
        boolean isBlank(Entries entries, int entry) {
            return entries.isEmpty(entry);
        }

        /**
         * Writes what the entry becomes: a value of JSON.
         *
         * @return why it cannot be read, in words that hold nothing of it; what was written then does not count
         */
        abstract Optional<String> write(Entries entries, int entry, JsonBuffer out);
    }
}
