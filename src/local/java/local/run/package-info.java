/** The main job on this machine: starts the local stack and the application, follows the rows, checks the marts. */
package local.run;
