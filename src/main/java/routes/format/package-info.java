/**
 * What becomes of the lines of a feed before they leave: objects of JSON, entries of one line, entries told with where
 * they come from.
 *
 * <p>Terms. An <i>entry</i> is a line, or with a start pattern the lines from one that matches to before the next. A
 * <i>blank</i> entry holds nothing that could become a value. An entry is <i>unparsed</i> if its format cannot read it; it
 * leaves as its text with a reason, because nothing that was read may be lost. Each entry becomes one line.
 *
 * <p>{@link routes.format.Formats} is what a route calls. All of it takes values and may be called by many threads at
 * once; only {@code CsvRows} knows Camel, whose CSV data format reads the lines that have quotes.
 */
package routes.format;
