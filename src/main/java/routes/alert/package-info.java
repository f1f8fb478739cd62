/** What people are told of: conditions, the alerts that are open, and the channels that carry messages. */
package routes.alert;
