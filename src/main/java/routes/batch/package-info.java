/** A batch in S3: what waits in landing, the manifest that claims it, the objects on their way to the archive. */
package routes.batch;
