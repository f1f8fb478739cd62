package routes.format;

import java.util.Optional;
import routes.delivery.Source;

/** The text of an entry as it stands, as one string; only where metadata stands beside it. */
final class TextFormat implements EntryFormat {
    @Override
    public Writer writer(Source source) {
        return new Writer() {
            @Override
            boolean isBlank(Entries entries, int entry) {
                return false;
            }

            @Override
            Optional<String> write(Entries entries, int entry, JsonBuffer out) {
                out.text(entries.data(), entries.from(entry), entries.to(entry), entries.isUtf8(entry));
                return Optional.empty();
            }
        };
    }
}
