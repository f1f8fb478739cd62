package local.snowflake.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.session.Reply;
import local.snowflake.session.Session;
import local.snowflake.session.Sessions;
import local.snowflake.statement.Column;
import local.snowflake.statement.Result;
import local.snowflake.statement.StatementType;

/** The bodies of answers. Stateless. */
final class Answers {

    /** A token is renewed with the master token. */
    static final String SESSION_EXPIRED = "390112";

    private static final String RUNNING = "333333";
    private static final int VALID_SECONDS = 3600;

    private Answers() {}

    static Map<String, Object> success(Object data) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", data);
        body.put("code", null);
        body.put("message", null);
        body.put("success", true);
        return body;
    }

    static Map<String, Object> failure(String code, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", null);
        body.put("code", code);
        body.put("message", message);
        body.put("success", false);
        return body;
    }

    static Map<String, Object> login(Sessions.Tokens tokens) {
        Map<String, Object> data = tokens(tokens);
        data.put("token", tokens.token());
        data.put("displayUserName", tokens.session().user());
        data.put("serverVersion", "local");
        data.put("parameters", parameters(tokens.session()));
        data.put("sessionInfo", place(tokens.session(), "Name"));
        return success(data);
    }

    static Map<String, Object> renewed(Sessions.Tokens tokens) {
        Map<String, Object> data = tokens(tokens);
        data.put("sessionToken", tokens.token());
        data.put("validityInSecondsST", VALID_SECONDS);
        data.put("validityInSecondsMT", VALID_SECONDS);
        return success(data);
    }

    private static Map<String, Object> tokens(Sessions.Tokens tokens) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("masterToken", tokens.masterToken());
        data.put("validityInSeconds", VALID_SECONDS);
        data.put("masterValidityInSeconds", VALID_SECONDS);
        data.put("sessionId", tokens.session().id());
        return data;
    }

    /** The driver is to ask at another address for the result. */
    static Map<String, Object> running(String queryId) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("queryId", queryId);
        data.put("getResultUrl", "/queries/" + queryId + "/result");
        Map<String, Object> body = success(data);
        body.put("code", RUNNING);
        body.put("message", "Query execution in progress.");
        return body;
    }

    static Map<String, Object> reply(Session session, Reply reply) {
        return reply.failure() == null ? rows(session, reply) : error(reply);
    }

    private static Map<String, Object> error(Reply reply) {
        SqlFailure failure = reply.failure();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("internalError", false);
        data.put("errorCode", failure.code());
        data.put("sqlState", failure.sqlState());
        data.put("queryId", reply.queryId());
        Map<String, Object> body = failure(failure.code(), failure.getMessage());
        body.put("data", data);
        return body;
    }

    private static Map<String, Object> rows(Session session, Reply reply) {
        Result result = reply.result();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("parameters", parameters(session));
        data.put("rowtype", result.columns().stream().map(Answers::column).toList());
        data.put("rowset", result.rows());
        data.put("total", result.rows().size());
        data.put("returned", result.rows().size());
        data.put("queryId", reply.queryId());
        data.put("databaseProvider", null);
        place(session, "Name")
                .forEach((name, value) ->
                        data.put("final" + Character.toUpperCase(name.charAt(0)) + name.substring(1), value));
        data.put("numberOfBinds", reply.variables());
        data.put("metaDataOfBinds", Collections.nCopies(reply.variables(), column(Column.text(""))));
        data.put("arrayBindSupported", result.type() == StatementType.INSERT);
        data.put("statementTypeId", result.type().id());
        data.put("version", 1);
        data.put("queryResultFormat", "json");
        return success(data);
    }

    private static Map<String, Object> column(Column column) {
        boolean fixed = column.type().equals("FIXED");
        boolean time = column.type().startsWith("TIME");
        boolean text = column.type().equals("TEXT");
        Map<String, Object> type = new LinkedHashMap<>();
        type.put("name", column.name());
        type.put("type", column.type().toLowerCase(java.util.Locale.ROOT));
        type.put("precision", fixed || time ? Integer.valueOf(column.precision()) : null);
        type.put("scale", fixed || time ? Integer.valueOf(column.scale()) : null);
        Integer length = text ? Integer.valueOf(Column.MAX_LENGTH) : null;
        type.put("length", length);
        type.put("byteLength", length);
        type.put("nullable", true);
        type.put("database", "");
        type.put("schema", "");
        type.put("table", "");
        return type;
    }

    private static Map<String, String> place(Session session, String suffix) {
        Map<String, String> place = new LinkedHashMap<>();
        place.put("database" + suffix, ObjectName.DATABASE);
        place.put("schema" + suffix, session.schema());
        place.put("warehouse" + suffix, session.identity().warehouse());
        place.put("role" + suffix, session.identity().role());
        return place;
    }

    private static List<Map<String, Object>> parameters(Session session) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        session.parameters().forEach((name, value) -> {
            boolean flag = value.equals("true") || value.equals("false");
            boolean number = value.matches("\\d{1,9}");
            Object typed = flag ? (Object) Boolean.valueOf(value) : number ? (Object) Long.valueOf(value) : value;
            parameters.add(Map.of("name", name, "value", typed));
        });
        return parameters;
    }
}
