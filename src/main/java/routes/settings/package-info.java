/** What the properties file says, as typed values. */
package routes.settings;
