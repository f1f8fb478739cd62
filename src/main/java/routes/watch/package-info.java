/**
 * The management port: the Hawtio console, JMX over HTTP for it, health, and in a loader the API and the pages of batches. It
 * is closed beyond this host unless credentials are set. Beside the routes and the tail component, this package alone knows
 * Camel, because what it shows is Camel itself.
 */
package routes.watch;
