package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.hibernate.reactive.mutiny.Mutiny;

/// The municipalities' certificates.
@ApplicationScoped
public class ProducerStore {

    private static final String REGISTERED =
            "select p.* from producers p where p.municipality = any(:municipalities)";

    private static final String SAME =
            "select p.* from producers p where p.fingerprint = :fingerprint for update";
    private static final String END =
            """
            update producers
            set ended_by = coalesce(ended_by, :by), ended_reason = coalesce(ended_reason, :reason),
                ended_at = coalesce(ended_at, :now)
            where municipality = :municipality and fingerprint = :fingerprint\
            """;

    /// The certificates that are registered for some municipalities, parsed once for a batch.
    public static final class Registered {

        private final Map<MunicipalityCode, Map<ProducerRow, X509Certificate>> certificates =
                new HashMap<>();

        private Registered(List<ProducerRow> rows) {
            for (ProducerRow row : rows) {
                certificates
                        .computeIfAbsent(row.municipality(), _ -> new HashMap<>())
                        .put(row, row.parsed());
            }
        }

        /// Those with which the municipality may have signed at one instant what arrives at
        /// another.
        ///
        /// @param late how long after a registration's end what was said before may arrive
        public List<X509Certificate> validAt(
                MunicipalityCode municipality, Instant at, Instant now, Duration late) {
            List<X509Certificate> valid = new ArrayList<>();
            certificates
                    .getOrDefault(municipality, Map.of())
                    .forEach(
                            (row, certificate) -> {
                                if (row.isValidAt(at, now, late, certificate)) {
                                    valid.add(certificate);
                                }
                            });
            return valid;
        }
    }

    public Uni<Registered> registered(
            Mutiny.StatelessSession session, Collection<MunicipalityCode> municipalities) {
        return session.createNativeQuery(REGISTERED, ProducerRow.class)
                .setParameter(
                        "municipalities",
                        municipalities.stream()
                                .map(MunicipalityCode::digits)
                                .toArray(String[]::new))
                .getResultList()
                .map(Registered::new);
    }

    /// What came of a registration.
    public enum Registration {
        REGISTERED,
        /// The certificate is registered for another municipality.
        OF_ANOTHER,
        /// It was ended, and stays so.
        ENDED
    }

    /// Again to move its dates.
    public Uni<Registration> register(Mutiny.StatelessSession session, ProducerRow row) {
        return session.createNativeQuery(SAME, ProducerRow.class)
                .setParameter("fingerprint", row.fingerprint)
                .getSingleResultOrNull()
                .chain(
                        found -> {
                            if (found != null && !found.municipality.equals(row.municipality)) {
                                return Uni.createFrom().item(Registration.OF_ANOTHER);
                            }
                            if (found != null && found.endedAt != null) {
                                return Uni.createFrom().item(Registration.ENDED);
                            }
                            return session.upsert(row).replaceWith(Registration.REGISTERED);
                        });
    }

    /// Answers whether there is such a registration. One that was ended before stays as it is.
    public Uni<Boolean> end(
            Mutiny.StatelessSession session,
            MunicipalityCode municipality,
            String fingerprint,
            String by,
            String reason,
            Instant now) {
        return session.createNativeQuery(END)
                .setParameter("municipality", municipality.digits())
                .setParameter("fingerprint", fingerprint)
                .setParameter("by", by)
                .setParameter("reason", reason)
                .setParameter("now", now)
                .executeUpdate()
                .map(rows -> rows == 1);
    }
}
