package jp.kisai.cardwriter;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import jp.kisai.localstack.doubles.CardFactory;
import jp.kisai.localstack.doubles.Conduct;
import jp.kisai.testkit.TestKafka;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/// The factory's double at work, and a client that reads along.
record Workshop(TestKafka kafka, CardFactory factory) implements AutoCloseable {

    static Workshop open() {
        return new Workshop(
                TestKafka.connect(),
                CardFactory.open(
                        OutsideKeys.FACTORY,
                        OutsideKeys.folder().resolve(UUID.randomUUID().toString()),
                        OutsideKeys.factory(),
                        List.of(OutsideKeys.signer().certificate()),
                        ConfigProvider.getConfig()
                                .getValue("kafka.bootstrap.servers", String.class)));
    }

    Scene scene() {
        return new Scene(kafka);
    }

    void behavesWell() {
        factory.behaves(Conduct.GOOD);
        factory.resume();
        factory.pins(List.of(OutsideKeys.signer().certificate()));
    }

    /// The versions that the scene's card was encoded with, in order.
    List<Long> encoded(Scene scene) {
        return factory.encodings(scene.card()).stream().map(CardFactory.Encoding::version).toList();
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInSameThread().until(condition);
    }

    @Override
    public void close() {
        factory.close();
        kafka.close();
    }
}
