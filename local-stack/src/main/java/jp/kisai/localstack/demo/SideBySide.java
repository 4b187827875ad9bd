package jp.kisai.localstack.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Work that mostly waits, all of it at once.
final class SideBySide {

    interface Work<A, B> {
        B of(A input) throws Exception;
    }

    private SideBySide() {}

    /// The results, in the order of the inputs.
    ///
    /// @throws IllegalStateException if one broke off; the others have come to their end by then
    static <A, B> List<B> each(List<A> inputs, Work<A, B> work) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<B>> futures =
                    inputs.stream().map(input -> threads.submit(() -> work.of(input))).toList();
            List<B> results = new ArrayList<>();
            for (Future<B> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("one of them broke off: " + failed.getCause(), failed);
        }
    }
}
