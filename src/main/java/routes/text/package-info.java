/** Text from elsewhere on its way to people. */
package routes.text;
