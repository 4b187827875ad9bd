package jp.kisai.notification.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.domain.Language;
import org.hibernate.reactive.mutiny.Mutiny;

/// In which language each holder wants to be told.
@ApplicationScoped
public class Preferences {

    private static final String OF = "select language from preference where holder = :holder";

    private static final String SAVE =
            """
            insert into preference (holder, language, changed_at) values (:holder, :language, :now)
            on conflict (holder) do update set language = excluded.language, changed_at = excluded.changed_at""";

    /// Japanese, for whoever has not said otherwise.
    public Uni<Language> language(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(OF, String.class)
                .setParameter("holder", holder.value())
                .getSingleResultOrNull()
                .map(tag -> tag == null ? Language.JAPANESE : Language.valueOf(tag));
    }

    public Uni<Void> save(
            Mutiny.StatelessSession session, HolderId holder, Language language, Instant now) {
        return session.createNativeQuery(SAVE)
                .setParameter("holder", holder.value())
                .setParameter("language", language.name())
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }
}
