package jp.kisai.localstack.drill;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/// Waits for what the broker answers an administrator.
final class Answer {

    private Answer() {}

    static <T> T to(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException unanswered) {
            throw new IllegalStateException("the broker did not answer", unanswered);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", interrupted);
        }
    }
}
