/**
 * The management port: the Hawtio console, JMX over HTTP for it, health, and in a loader the API and the pages of batches.
 * Viewers read and operators steer; it is closed beyond this host unless users log in. Beside the routes and the tail
 * component, this package alone knows
 * Camel, because what it shows is Camel itself.
 */
package routes.watch;
