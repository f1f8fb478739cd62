/** What could not go on: the thing itself in {@code dead-letter/}, beside it a JSON sidecar that says why. */
package routes.deadletter;
