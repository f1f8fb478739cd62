package routes.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import routes.doctor.Finding.Status;

/**
 * All findings of one examination. Immutable.
 *
 * @param roles those looked at, as the property {@code roles} names them
 */
public record Report(String roles, List<Finding> findings) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            // Names of objects are foreign text; a terminal must not act on what they hold.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    /** Copies the findings. */
    public Report {
        findings = List.copyOf(findings);
    }

    /** Whether nothing has failed; warnings do not count. */
    public boolean isWell() {
        return findings.stream().noneMatch(Finding::isFailed);
    }

    private long count(Status status) {
        return findings.stream().filter(finding -> finding.status() == status).count();
    }

    /** For people, a line a finding and one for what to do about it. */
    public String text() {
        int width = findings.stream()
                .mapToInt(finding -> finding.check().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            String status =
                    finding.status() == Status.OK ? "ok" : finding.status().name();
            text.append("%-7s  %s%s  %s\n"
                    .formatted(
                            status,
                            finding.check(),
                            " ".repeat(width - finding.check().length()),
                            finding.found()));
            if (!finding.advice().isEmpty()) {
                text.append(" ".repeat(11 + width))
                        .append("-> ")
                        .append(finding.advice())
                        .append('\n');
            }
        }
        return text.append("%d ok, %d warnings, %d failed, as %s"
                        .formatted(count(Status.OK), count(Status.WARNING), count(Status.FAILED), roles))
                .toString();
    }

    /** The same for programs. */
    public String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("roles", roles)
                .put("ok", count(Status.OK))
                .put("warnings", count(Status.WARNING))
                .put("failed", count(Status.FAILED));
        ArrayNode all = json.putArray("findings");
        for (Finding finding : findings) {
            all.addObject()
                    .put("status", finding.status().name().toLowerCase(Locale.ROOT))
                    .put("check", finding.check())
                    .put("found", finding.found())
                    .put("advice", finding.advice());
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text can be written", e);
        }
    }
}
