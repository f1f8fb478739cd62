package local.snowflake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslatorTest {

    /** Sources without a session. */
    private static final class InMemorySources implements Sources {

        @Override
        public String stage(String reference, Map<String, List<Token>> options, int columns) {
            return "stage<" + reference + " " + options.keySet() + " " + columns + ">";
        }

        @Override
        public String result(String queryId) {
            return "result<" + queryId + ">";
        }

        @Override
        public String value(String function) {
            return function.equals("SYSDATE") ? "now" : null;
        }

        @Override
        public String bind() {
            return "?";
        }
    }

    private static String translate(String sql) throws SqlFailure {
        return new Translator(new InMemorySources()).translate(Tokenizer.tokenize(sql));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '`',
            value = {
                "select a from T ~ SELECT A FROM T",
                "select \"a\" from t ~ SELECT \"a\" FROM T",
                "x::number(18, 2) ~ X ::DECIMAL(18,2)",
                "x::string ~ local_text ( X ) ::VARCHAR",
                "'x'::string ~ 'x' ::VARCHAR",
                "a.x::date::varchar ~ local_text ( A . X ::DATE ) ::VARCHAR",
                "case when a then b end::varchar ~ local_text ( CASE WHEN A THEN B END ) ::VARCHAR",
                "(a || b)::variant ~ local_variant ( ( A || B ) )",
                "cast(a as timestamp_ntz(9)) ~ CAST(A AS TIMESTAMP)",
                "v:a.b[0]::int ~ json_extract_string ( local_json ( V ) , '$.\"a\".\"b\"[0]' ) ::DECIMAL(38,0)",
                "t.v:Key ~ json_extract ( local_json ( T . V ) , '$.\"Key\"' )",
                "v[0] ~ local_element ( local_json ( V ) , '$[0]' )",
                "v['k'][1]::number ~ json_extract_string ( local_json ( V ) , '$.\"k\"[1]' ) ::DECIMAL(38,0)",
                "get_path(v, 'a[0].b') ~ json_extract(local_json(V), '$.\"a\"[0].\"b\"')",
                "cast(a as varchar) ~ local_text(A)",
                "listagg(a, '-') within group (order by b) ~ coalesce(string_agg(A, '-' ORDER BY B), '')",
                "try_to_number(a, 10, 0) ~ TRY_CAST(local_number_text(A) AS DECIMAL(10,0))",
                "dateadd(days, 1, a) ~ DATEADD('day', 1, A)",
                "sysdate() ~ now",
                "$1 || metadata$filename ~ \"$1\" || \"METADATA$FILENAME\"",
                "from '@s/x y/' as l ~ FROM stage<s/x y/ [] 0> AS L",
                "a = '@s/x' ~ A = '@s/x'",
                "from @s/x (pattern => '.*') as l where $3 = ? ~ FROM stage<s/x [PATTERN] 3> AS L WHERE \"$3\" = ?",
                "table(result_scan('q')) ~ result<q>",
                "a minus b ~ A EXCEPT B",
                "with x (a) as (select 1) select at from x ~ WITH X ( A ) AS ( SELECT 1 ) SELECT \"AT\" FROM X",
                "a /* gone */ ~ A",
            })
    void translates(String sql, String duck) throws SqlFailure {
        assertThat(translate(sql)).isEqualTo(duck);
    }

    @Test
    void turnsEscapesIntoWhatTheyMean() throws SqlFailure {
        assertThat(translate("'a\\'b''c\\\\d\\n'")).isEqualTo("'a''b''c\\d\n'");
        assertThat(translate("$$it's$$")).isEqualTo("'it''s'");
        assertThat(translate("-- gone\na")).isEqualTo("A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '`',
            value = {
                "glob('*') ~ 002140 ~ GLOB",
                "a::geometry ~ 000002 ~ GEOMETRY",
                "a sample (10) ~ 000002 ~ SAMPLE",
                "dateadd(fortnight, 1, a) ~ 001008 ~ fortnight",
                "select * from 'file.csv' ~ 001003 ~ file.csv",
                "select * from pg_class ~ 002003 ~ PG_CLASS",
                "'open ~ 001003 ~ EOF",
                "a # b ~ 001003 ~ #",
                "(a ~ 001003 ~ EOF",
                "v[a] ~ 000002 ~ index",
                "get_path(v, a) ~ 000002 ~ GET_PATH",
                "listagg(a) over (order by a) ~ 000002 ~ LISTAGG",
                "lateral flatten(input => a, recursive => true) ~ 000002 ~ RECURSIVE",
                "object_construct('k') ~ 001003 ~ )",
            })
    void refuses(String sql, String code, String named) {
        assertThatThrownBy(() -> translate(sql.startsWith("(") ? "sum" + sql : sql))
                .hasMessageContaining(named)
                .isInstanceOfSatisfying(
                        SqlFailure.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
