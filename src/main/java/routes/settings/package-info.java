/** Typed settings: one record for each section of {@code application.properties}, read once at start-up. */
package routes.settings;
