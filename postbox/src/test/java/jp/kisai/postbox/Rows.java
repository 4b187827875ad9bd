package jp.kisai.postbox;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;

/// Looks into the database from outside the postbox.
@ApplicationScoped
class Rows {

    private final AgroalDataSource dataSource;

    Rows(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// The first column of all rows.
    List<Object> of(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<Object> rows = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet found = statement.getResultSet()) {
                    while (found.next()) {
                        rows.add(found.getObject(1));
                    }
                }
            }
            return rows;
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    /// The events of this holder that had their effect, in order.
    List<Object> handled(HolderId holder) {
        return effects(holder, "HANDLED");
    }

    List<Object> duplicates(HolderId holder) {
        return effects(holder, "DUPLICATE");
    }

    /// The events of this holder with which the intake did this, in order.
    List<Object> effects(HolderId holder, String kind) {
        return of(
                "select event from effect where holder = ? and kind = ? order by position",
                holder.value(),
                kind);
    }

    List<Object> parked(HolderId holder) {
        return of("select record_offset from parked where holder = ? order by id", holder.value());
    }

    UUID hold(HolderId holder) {
        return (UUID)
                of("select hold from postbox_holder where holder = ?", holder.value()).getFirst();
    }

    boolean isHeld(HolderId holder) {
        return !of(
                        "select 1 from postbox_holder where holder = ? and hold is not null",
                        holder.value())
                .isEmpty();
    }
}
