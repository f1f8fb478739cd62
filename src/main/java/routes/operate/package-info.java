/**
 * What a person sees of batches and dead letters, and does about them: lists and details from the warehouse, S3 and the
 * process, the pause of claiming, actions one at a time. Values that {@code watch} shows as JSON and as pages.
 */
package routes.operate;
