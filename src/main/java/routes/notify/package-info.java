/** What S3 tells of objects that have landed: messages that anybody may have written, and that only say where to look. */
package routes.notify;
