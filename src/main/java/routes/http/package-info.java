/**
 * Events by HTTP: who may post, what a body holds, what is answered, and the server that reads and writes it all. Only {@link
 * routes.http.HttpEngine} and its consumer know Camel, since they are what Camel's {@code platform-http} runs on.
 */
package routes.http;
