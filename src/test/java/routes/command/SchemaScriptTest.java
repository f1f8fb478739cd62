package routes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.snowflake.Scripts;

class SchemaScriptTest {
    @TempDir
    private Path directory;

    @Test
    void countsOnlyStatements() throws IOException {
        String checksum = script("-- purpose: one\ncreate table t (\n    a varchar\n);\n", "main")
                .checksum();

        assertThat(checksum).matches("[0-9a-f]{64}");
        assertThat(script("-- other words\r\n\r\ncreate table t (\r\n    a varchar  \r\n);", "main")
                        .checksum())
                .isEqualTo(checksum);
        assertThat(script("create table t (\n    b varchar\n);\n", "main").checksum())
                .isNotEqualTo(checksum);
    }

    @Test
    void isAnotherForEachPipelineThatItNames() throws IOException {
        assertThat(script("create table fence_${pipeline} (a varchar);", "main").name())
                .isEqualTo("01_create/main");
        assertThat(script("create table fence_${pipeline} (a varchar);", "other")
                        .name())
                .isEqualTo("01_create/other");
        assertThat(script("create table t (a varchar);", "other").name()).isEqualTo("01_create");
    }

    private SchemaScript script(String text, String pipeline) throws IOException {
        Path file = directory.resolve("setup/schema/01_create.sql");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return SchemaScript.of(Scripts.read("file:" + directory), "setup/schema/01_create", pipeline);
    }
}
