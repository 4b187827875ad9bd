package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jp.kisai.consent.store.CaseStore;
import jp.kisai.consent.store.Docket;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// ③ What the licence record says of where its holder lives: the municipality that may speak of the
/// holder, until a municipality itself tells of a move.
@ApplicationScoped
class LicenceChanges implements Intake {

    private final Judging judging;
    private final CaseStore cases;

    LicenceChanges(Judging judging, CaseStore cases) {
        this.judging = judging;
        this.cases = cases;
    }

    @Override
    public String topic() {
        return Topics.LICENCE_CHANGED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.LICENCE_CHANGED);
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        Set<HolderId> holders = new LinkedHashSet<>();
        arrivals.forEach(arrival -> holders.add(arrival.event().subject()));
        return judging.judge(
                        work, holders, docket -> arrivals.forEach(arrival -> note(docket, arrival)))
                .chain(() -> cases.reported(work.session(), reports(arrivals), work.now()));
    }

    private static List<CaseStore.Report> reports(List<Arrival> arrivals) {
        List<CaseStore.Report> reports = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (arrival.event().data() instanceof LicenceChanged changed
                    && changed.cause().kind() == LicenceChanged.Cause.Kind.COUNTER) {
                HolderId holder = arrival.event().subject();
                changed.cause()
                        .items()
                        .forEach(item -> reports.add(new CaseStore.Report(holder, item)));
            }
        }
        return reports;
    }

    private static void note(Docket docket, Arrival arrival) {
        if (arrival.event().data() instanceof LicenceChanged changed) {
            MunicipalityCode municipality = changed.licence().municipality();
            boolean atTheCounter =
                    switch (changed.cause().kind()) {
                        case ISSUED, COUNTER -> true;
                        case MUNICIPAL_CHANGE, HOLDING_FORM, RENEWED, STATE, UNKNOWN -> false;
                    };
            HolderId holder = arrival.event().subject();
            if (docket.facts(holder).residence() == null || atTheCounter) {
                docket.noteResidence(
                        holder, arrival.event().prefecture(), municipality, arrival.event().time());
            }
        }
    }
}
