/** What a failed turn means: try again, set something aside, or stop and call somebody. */
package routes.failure;
