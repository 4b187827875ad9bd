package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.hibernate.reactive.mutiny.Mutiny;

/// The municipalities' certificates, and of whom they may speak.
@ApplicationScoped
public class ProducerStore {

    private static final String REGISTERED =
            "select p.* from producers p where p.municipality = any(:municipalities)";
    private static final String RESIDENCES =
            "select h.* from holders h where h.holder = any(:holders) and h.residence is not null";

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

        /// Those with which the municipality may sign at the instant.
        public List<X509Certificate> validAt(MunicipalityCode municipality, Instant at) {
            List<X509Certificate> valid = new ArrayList<>();
            certificates
                    .getOrDefault(municipality, Map.of())
                    .forEach(
                            (row, certificate) -> {
                                if (row.isValidAt(at, certificate)) {
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

    /// Where those of these holders live of whom it is known.
    public Uni<Map<HolderId, MunicipalityCode>> residences(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return session.createNativeQuery(RESIDENCES, HolderRow.class)
                .setParameter("holders", holders.stream().map(HolderId::value).toArray(UUID[]::new))
                .getResultList()
                .map(
                        rows -> {
                            Map<HolderId, MunicipalityCode> residences = new HashMap<>();
                            for (HolderRow row : rows) {
                                MunicipalityCode residence = row.residence();
                                if (residence != null) {
                                    residences.put(new HolderId(row.holder), residence);
                                }
                            }
                            return residences;
                        });
    }

    public Uni<Void> register(Mutiny.StatelessSession session, ProducerRow row) {
        return session.upsert(row);
    }
}
