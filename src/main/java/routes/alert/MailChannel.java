package routes.alert;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import routes.text.Printable;

/** Writes alerts as mail of plain text, and says why one was not taken. Thread-safe. */
public final class MailChannel {
    /** A reply that begins with 5 stays the same if it is asked for again: RFC 5321, section 4.2.1. */
    private static final int FIRST_LASTING_REPLY = 500;

    private final AlertText text;
    private final Session session;
    private final InternetAddress from;
    private final List<InternetAddress> to = new ArrayList<>();
    private final Supplier<String> password;

    /**
     * Creates it.
     *
     * @param password what must not be in a reason
     * @throws IllegalArgumentException if an address is none, naming the property
     */
    public MailChannel(AlertText text, Session session, String from, List<String> to, Supplier<String> password) {
        this.text = text;
        this.session = session;
        this.from = address("alert.mail.from", from);
        to.forEach(address -> this.to.add(address("alert.mail.to", address)));
        this.password = password;
    }

    /** The mail that tells of it. */
    public MimeMessage write(Alert alert) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(from);
        mail.setRecipients(Message.RecipientType.TO, to.toArray(InternetAddress[]::new));
        mail.setSubject("[Snowline] " + text.title(alert), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(alert.at()));
        // RFC 3834: no holiday notices, please.
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setText(String.join("\n\n", text.lines(alert)) + "\n", StandardCharsets.UTF_8.name());
        return mail;
    }

    /** Why a mail was not taken. */
    public ChannelException refusal(Throwable failure) {
        List<String> reasons = new ArrayList<>();
        boolean isLasting = false;
        Throwable cause = failure;
        while (cause != null && reasons.size() < 4) {
            isLasting |= isLasting(cause);
            String reason = Printable.message(cause);
            if (reasons.stream().noneMatch(known -> known.contains(reason))) {
                reasons.add(reason);
            }
            cause = cause instanceof MessagingException mail && mail.getNextException() != null
                    ? mail.getNextException()
                    : cause.getCause();
        }
        String reason = withoutSecret(String.join("; ", reasons));
        return isLasting ? ChannelException.lasting(reason) : ChannelException.passing(reason);
    }

    private String withoutSecret(String reason) {
        try {
            String secret = password.get();
            return secret.isEmpty() ? reason : reason.replace(secret, "***");
        } catch (RuntimeException e) {
            return reason;
        }
    }

    private static boolean isLasting(Throwable failure) {
        int reply = 0;
        if (failure instanceof SMTPSendFailedException sending) {
            reply = sending.getReturnCode();
        } else if (failure instanceof SMTPAddressFailedException address) {
            reply = address.getReturnCode();
        } else if (failure instanceof SMTPSenderFailedException sender) {
            reply = sender.getReturnCode();
        }
        return reply >= FIRST_LASTING_REPLY
                || failure instanceof AuthenticationFailedException
                || failure instanceof AddressException;
    }

    private static InternetAddress address(String key, String text) {
        try {
            return new InternetAddress(text, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("Property " + key + " holds '" + Printable.of(text)
                    + "', which is no mail address: expected name@host, more of them separated by commas.");
        }
    }
}
