package routes.tail;

/** What is known about the end of what a file holds by now. Each constant takes in more than the one before it. */
enum Ending {
    /** More may follow: the last line counts once its newline is there, the last entry once the next one begins. */
    OPEN,
    /** Nothing has followed for a while: the last entry ends with the last line that has its newline. */
    QUIET,
    /** Nothing more follows: the last line ends where the file does. */
    LAST
}
