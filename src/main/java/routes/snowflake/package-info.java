/** The warehouse: the connection, the SQL files, what COPY reports, the fence, and what a failure means. */
package routes.snowflake;
