package routes.settings;

/** How a connection to a mail server is kept from being read. */
public enum MailSecurity {
    /** It begins in the clear and is encrypted before anything of worth is said, or it is ended. */
    STARTTLS,
    /** It is encrypted from its beginning. */
    TLS,
    /** It is not: for a relay on this host. */
    NONE
}
