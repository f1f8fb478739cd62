/**
 * The management port: the Hawtio console, JMX over HTTP for it, and health. It reads and never steers, and is closed
 * beyond this host unless credentials are set. Beside the routes and the tail component, this package alone knows
 * Camel, because what it shows is Camel itself.
 */
package routes.watch;
