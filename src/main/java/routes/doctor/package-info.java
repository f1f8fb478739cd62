/** Looks at everything a process needs before it is started, or while it runs, and says what is wrong and what to do. */
package routes.doctor;
