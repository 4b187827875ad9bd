package jp.kisai.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Town;

/// Verifies one municipal event's signature, over and over, on every core.
final class SignatureBound {

    private SignatureBound() {}

    static double perSecond(Path folder, Duration time)
            throws IOException, GeneralSecurityException, InterruptedException {
        Municipality municipality = Municipality.in(folder, Town.CHIYODA);
        CloudEvent<ResidentChanged> event =
                municipality.changed(
                        new HolderId(Uuids.derived("bench", "signature")),
                        ChangeReason.MOVE,
                        Instant.now(),
                        new ItemChange.Address(Town.CHIYODA.code(), Town.CHIYODA.officeAddress()));
        byte[] value = Events.write(event);
        byte[] signature =
                DetachedSignature.sign(
                        value, municipality.signer().key(), municipality.signer().certificate());
        var registered = List.of(municipality.signer().certificate());
        Runnable verification =
                () -> {
                    if (!(DetachedSignature.check(value, signature, registered)
                            instanceof DetachedSignature.Check.Signed)) {
                        throw new IllegalStateException("a good signature was not accepted");
                    }
                };
        onEveryCore(verification, time.dividedBy(2));
        return onEveryCore(verification, time);
    }

    private static double onEveryCore(Runnable work, Duration time) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        long end = System.nanoTime() + time.toNanos();
        Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
        for (int i = 0; i < threads.length; i++) {
            threads[i] =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        long own = 0;
                                        while (System.nanoTime() < end) {
                                            work.run();
                                            own++;
                                        }
                                        done.addAndGet(own);
                                    });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return done.get() / (time.toNanos() / 1e9);
    }
}
