/** The pages of the management port as HTML that reads without scripts. All that is foreign is escaped in one place, {@link routes.page.Html}. */
package routes.page;
