package jp.kisai.notification.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.domain.Channel;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.domain.MailAddress;
import jp.kisai.notification.domain.Preference;
import org.hibernate.reactive.mutiny.Mutiny;

/// How each holder wants to be told.
@ApplicationScoped
public class Preferences {

    private static final String OF =
            """
            select holder, language, array_to_string(channels, ','), mail from preference
            where holder = any(cast(:holders as uuid[]))""";

    private static final String SAVE =
            """
            insert into preference (holder, language, channels, mail, changed_at)
            values (:holder, :language, string_to_array(:channels, ','), :mail, :now)
            on conflict (holder) do update set language = excluded.language, channels = excluded.channels,
                mail = excluded.mail, changed_at = excluded.changed_at""";

    public Uni<Preference> of(Mutiny.StatelessSession session, HolderId holder) {
        return of(session, List.of(holder))
                .map(all -> all.getOrDefault(holder, Preference.DEFAULT));
    }

    /// Those of the holders who said something.
    public Uni<Map<HolderId, Preference>> of(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return session.createNativeQuery(OF, Object[].class)
                .setParameter("holders", holders.stream().map(HolderId::value).toArray(UUID[]::new))
                .getResultList()
                .map(
                        rows -> {
                            Map<HolderId, Preference> said = HashMap.newHashMap(rows.size());
                            rows.forEach(
                                    row -> said.put(new HolderId((UUID) row[0]), preference(row)));
                            return said;
                        });
    }

    public Uni<Void> save(
            Mutiny.StatelessSession session, HolderId holder, Preference preference, Instant now) {
        MailAddress mail = preference.mail();
        return session.createNativeQuery(SAVE)
                .setParameter("holder", holder.value())
                .setParameter("language", preference.language().name())
                .setParameter(
                        "channels",
                        String.join(
                                ",", preference.channels().stream().map(Channel::name).toList()))
                .setParameter("mail", mail == null ? null : mail.text())
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Preference preference(Object[] row) {
        String channels = (String) row[2];
        return new Preference(
                Language.valueOf((String) row[1]),
                Stream.of(channels.split(",", -1))
                        .filter(name -> !name.isEmpty())
                        .map(Channel::valueOf)
                        .toList(),
                row[3] == null ? null : new MailAddress((String) row[3]));
    }
}
