package jp.kisai.localstack.demo;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Plays cases on a stage: first everyone's visit to the counter, then all that happens in the
/// day, side by side.
public final class Performance {

    /// How long after the last written end nothing further may happen.
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final Stage stage;
    private final Duration patience;

    /// @param patience how long each case may take to end as written
    public Performance(Stage stage, Duration patience) {
        this.stage = stage;
        this.patience = patience;
    }

    /// A case whose people stand ready.
    public record Prepared(Case part, Case.Scene scene) {}

    /// @param played nothing if the case broke off
    /// @param differences where it did not end as written
    public record Result(Case part, @Nullable Played played, List<String> differences) {

        public boolean asWritten() {
            return differences.isEmpty();
        }
    }

    /// Everyone's visit to the counter.
    ///
    /// @param progress told of each case that is ready
    public List<Prepared> prepare(List<Case> cases, Consumer<Case> progress)
            throws InterruptedException {
        return SideBySide.each(
                cases,
                part -> {
                    Prepared prepared = new Prepared(part, part.script().prepare(stage));
                    progress.accept(part);
                    return prepared;
                });
    }

    /// Plays all and waits until each ended as written, or its time is over; then looks once
    /// more, so that an effect that came twice is seen.
    ///
    /// @param progress told of each case that has ended
    public List<Result> play(List<Prepared> prepared, Consumer<Result> progress)
            throws InterruptedException {
        List<Result> ended =
                SideBySide.each(
                        prepared,
                        one -> {
                            Result result = play(one);
                            progress.accept(result);
                            return result;
                        });
        boolean somethingFollowed =
                stage.settled(
                        SILENCE,
                        () ->
                                ended.stream()
                                        .filter(Result::asWritten)
                                        .anyMatch(
                                                result ->
                                                        result.played() != null
                                                                && !result.played()
                                                                        .endedAsWritten()));
        return somethingFollowed ? ended.stream().map(Performance::lookAgain).toList() : ended;
    }

    private Result play(Prepared prepared) throws InterruptedException {
        try {
            Played played = prepared.scene().play();
            stage.settled(patience, played::endedAsWritten);
            return new Result(prepared.part(), played, played.differences());
        } catch (Stage.Unfulfilled inVain) {
            return new Result(
                    prepared.part(), null, List.of("waited in vain until " + inVain.getMessage()));
        } catch (IllegalStateException | UncheckedIOException brokenOff) {
            return new Result(
                    prepared.part(), null, List.of("broke off: " + brokenOff.getMessage()));
        }
    }

    private static Result lookAgain(Result result) {
        Played played = result.played();
        return played == null ? result : new Result(result.part(), played, played.differences());
    }
}
