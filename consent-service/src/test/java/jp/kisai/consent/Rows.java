package jp.kisai.consent;

import static io.restassured.RestAssured.given;

import io.agroal.api.AgroalDataSource;
import io.restassured.http.ContentType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.testkit.Tokens;

/// What is in the service's database, for tests that look behind it.
record Rows(AgroalDataSource database) {

    /// The first column of all rows.
    List<Object> of(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet found = statement.executeQuery()) {
            List<Object> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getObject(1));
            }
            return rows;
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    void execute(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            statement.executeUpdate();
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    /// Holds a holder as a defect would: what comes next is parked.
    UUID hold(HolderId holder) {
        UUID hold = UUID.randomUUID();
        execute(
                "insert into postbox_holder (holder, hold, held_since, held_cause)"
                        + " values (?, ?, now(), 'planted') on conflict (holder) do update"
                        + " set hold = excluded.hold, held_since = now(), held_cause = 'planted'",
                holder.value(),
                hold);
        return hold;
    }

    /// An operator has what is parked tried again.
    void release(UUID hold) {
        given().auth()
                .oauth2(Tokens.operator())
                .contentType(ContentType.JSON)
                .body("{\"reason\":\"mended\"}")
                .post("/operations/parked/" + hold + "/retry")
                .then()
                .statusCode(200);
    }

    private static PreparedStatement prepared(
            Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
