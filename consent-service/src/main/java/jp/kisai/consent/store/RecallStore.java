package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.hibernate.reactive.mutiny.Mutiny;

/// What was granted on certificates that are found to have been compromised already then.
@ApplicationScoped
public class RecallStore {

    /// A list, the gateway or a responder says so: each is enough. As
    /// [jp.kisai.consent.domain.CertificateFacts#isCompromisedBy] has it.
    private static final String FOUND =
            """
            with compromised as (
                select k.authority, k.serial, k.holder, r.revoked_at
                from revocations r join certificates k on k.authority = r.authority and k.serial = r.serial
                where r.reason in ('KEY_COMPROMISE', 'CA_COMPROMISE')
                union all
                select k.authority, k.serial, k.holder, t.revoked_at
                from told_revocations t join certificates k on k.holder = t.holder and k.serial = t.serial
                where t.reason in ('KEY_COMPROMISE', 'CA_COMPROMISE')
                union all
                select k.authority, k.serial, k.holder, o.revoked_at
                from ocsp_answers o join certificates k on k.authority = o.authority and k.serial = o.serial
                where o.reason in ('KEY_COMPROMISE', 'CA_COMPROMISE')),
            found as (
                select c.holder, c.producer, c.event, c.order_at, v.change, v.item
                from compromised x
                join changes c on c.holder = x.holder
                join item_verdicts v on v.change = c.id and v.answer = 'GRANTED'
                  and v.authority = x.authority and v.serial = x.serial
                  and v.certificate_as_of >= x.revoked_at
                where not exists (select from recalls r where r.change = v.change and r.item = v.item))
            """;

    private static final String DUE = FOUND + "select distinct holder from found limit :limit";

    private static final String TAKE =
            FOUND
                    + """
                    , noted as (
                        insert into recalls (change, item, noticed_at)
                        select distinct change, item, cast(:now as timestamptz) from found
                        where holder = any(:holders)
                        on conflict do nothing)
                    select holder, producer, event from found where holder = any(:holders)
                    group by holder, producer, event order by holder, min(order_at), producer, event\
                    """;

    /// Some holders of whom something is to be recalled.
    public Uni<List<HolderId>> due(Mutiny.StatelessSession session, int limit) {
        return session.createNativeQuery(DUE, UUID.class)
                .setParameter("limit", limit)
                .getResultList()
                .map(holders -> holders.stream().map(HolderId::new).toList());
    }

    /// What is to be recalled of these holders, each change once in its life, oldest first. They
    /// must be locked.
    public Uni<Map<HolderId, List<ChangeKey>>> take(
            Mutiny.StatelessSession session, Collection<HolderId> holders, Instant now) {
        return session.createNativeQuery(TAKE, Object[].class)
                .setParameter("holders", holders.stream().map(HolderId::value).toArray(UUID[]::new))
                .setParameter("now", now)
                .getResultList()
                .map(RecallStore::perHolder);
    }

    private static Map<HolderId, List<ChangeKey>> perHolder(List<Object[]> rows) {
        Map<HolderId, List<ChangeKey>> recalls = new LinkedHashMap<>();
        for (Object[] row : rows) {
            recalls.computeIfAbsent(new HolderId((UUID) row[0]), _ -> new ArrayList<>())
                    .add(new ChangeKey(new MunicipalityCode((String) row[1]), (UUID) row[2]));
        }
        return recalls;
    }
}
