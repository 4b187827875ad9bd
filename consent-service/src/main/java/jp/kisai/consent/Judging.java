package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.function.Consumer;
import jp.kisai.consent.store.Docket;
import jp.kisai.consent.store.HolderStore;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.UnitOfWork;

/// The one way in which anything is decided: gather the facts, let them be judged, write, and tell.
@ApplicationScoped
public class Judging {

    private final HolderStore store;
    private final Verdicts verdicts;

    Judging(HolderStore store, Verdicts verdicts) {
        this.store = store;
        this.verdicts = verdicts;
    }

    /// Judges all of these holders anew, after something about them was written. They must be
    /// locked by the unit of work.
    public Uni<Void> judge(UnitOfWork work, Collection<HolderId> holders) {
        return judge(work, holders, docket -> holders.forEach(docket::judge));
    }

    Uni<Void> judge(UnitOfWork work, Collection<HolderId> holders, Consumer<Docket> judging) {
        return store.docket(work.session(), holders, work.now())
                .invoke(judging)
                .call(docket -> store.write(work.session(), docket))
                .invoke(
                        docket ->
                                docket.verdicts().forEach(verdict -> verdicts.tell(work, verdict)))
                .replaceWithVoid();
    }
}
