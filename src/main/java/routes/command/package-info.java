/** What is done from the command line instead of by a running loader. */
package routes.command;
