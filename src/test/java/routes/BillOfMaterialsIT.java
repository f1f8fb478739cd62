package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The bill of materials (CycloneDX) that is built with the jar; the plug-in that writes it is left out by Maven's -o. */
@DisabledIfSystemProperty(named = "maven", matches = "offline=true")
class BillOfMaterialsIT {
    private static final Path BILL = Path.of("target", "snowline-sbom.json");
    private static final Path LIBRARIES = Path.of("target", "lib");

    /**
     * Licences under which a library may be given on with a work under Apache-2.0, without conditions on that work: categories A of
     * <a href="https://www.apache.org/legal/resolved.html">ASF's policy</a>. What names several offers a choice.
     */
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0");

    private JsonNode bill;

    @BeforeEach
    void read() throws IOException {
        bill = new ObjectMapper().readTree(BILL.toFile());
    }

    @Test
    void listsEveryLibraryByItsContentAndNoOther() throws Exception {
        Map<String, String> listed = new TreeMap<>();
        for (JsonNode component : bill.path("components")) {
            listed.put(file(component), hash(component));
        }
        Map<String, String> present = new TreeMap<>();
        try (Stream<Path> jars = Files.list(LIBRARIES)) {
            for (Path jar : jars.toList()) {
                present.put(jar.getFileName().toString(), hash(jar));
            }
        }
        assertThat(listed).hasSizeGreaterThan(100).isEqualTo(present);
    }

    @Test
    void namesLicencesThatAllowTheUseUnderApache() {
        assertThat(bill.path("components")).isNotEmpty().allSatisfy(component -> assertThat(licences(component))
                .as("the licences of %s", file(component))
                .containsAnyElementsOf(ALLOWED));
    }

    @Test
    void holdsNothingThatDiffersFromOneBuildToTheNext() {
        assertThat(bill.has("serialNumber")).isFalse();
        assertThat(bill.path("metadata").has("timestamp")).isFalse();
        assertThat(bill.path("metadata").path("component").path("name").asText())
                .isEqualTo("snowline");
    }

    private static Set<String> licences(JsonNode component) {
        return StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(licence -> licence.path("license").path("id").asText())
                .collect(Collectors.toSet());
    }

    /** As Maven names it in lib/. */
    private static String file(JsonNode component) {
        String classifier = component.path("purl").asText().replaceFirst("^[^?]*\\??", "");
        return component.path("name").asText() + "-" + component.path("version").asText()
                + Stream.of(classifier.split("&", -1))
                        .filter(part -> part.startsWith("classifier="))
                        .map(part -> part.replace("classifier=", "-"))
                        .collect(Collectors.joining())
                + ".jar";
    }

    private static String hash(JsonNode component) {
        for (JsonNode hash : component.path("hashes")) {
            if (hash.path("alg").asText().equals("SHA-256")) {
                return hash.path("content").asText();
            }
        }
        return "none";
    }

    private static String hash(Path jar) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    }
}
