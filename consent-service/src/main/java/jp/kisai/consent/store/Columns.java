package jp.kisai.consent.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A batch of rows turned into one array for each column, as `unnest` takes them: any number of
/// rows in one statement, where an upsert of entities asks the database twice for each row.
final class Columns {

    private Columns() {}

    /// Each row's value as PostgreSQL reads it from text.
    static <R> @Nullable String[] texts(List<R> rows, Function<R, @Nullable Object> field) {
        @Nullable String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = field.apply(rows.get(i));
            texts[i] = value == null ? null : value.toString();
        }
        return texts;
    }
}
