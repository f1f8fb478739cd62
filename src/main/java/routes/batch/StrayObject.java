package routes.batch;

/**
 * An object in landing under a feed that nobody declares.
 *
 * @param folder the name below {@code landing/}, empty for an object in landing itself; hostile input
 * @param object the object
 */
public record StrayObject(String folder, StoredObject object) {}
