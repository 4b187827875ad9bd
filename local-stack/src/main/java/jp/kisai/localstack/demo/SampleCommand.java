package jp.kisai.localstack.demo;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import jp.kisai.localstack.doubles.Town;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a file of events to send.
@Command(
        name = "sample",
        description = "Prints municipal events, one JSON object a line, for `kisai send`.")
public final class SampleCommand implements Callable<Integer> {

    private static final int ONE_IN = 10;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "N", description = "how many events", defaultValue = "10")
    private int count;

    @Option(names = "--seed", description = "the same seed gives the same people and moves")
    private long seed = 1;

    /// Every tenth is a move of a neighbour; the others are moves of people who never consented, as
    /// most of a municipality's are.
    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Town> towns = List.of(Town.values());
        Random random = new Random(seed);
        Instant first = Stage.now().minusSeconds(count);
        for (int i = 0; i < count; i++) {
            Town to = towns.get(random.nextInt(towns.size()));
            String holder =
                    i % ONE_IN == 0
                            ? Neighbours.idOf(towns.get(i / ONE_IN % towns.size())).text()
                            : new UUID(
                                            (random.nextLong() & ~0xf000L) | 0x4000L,
                                            (random.nextLong() >>> 2) | (1L << 63))
                                    .toString();
            out.printf(
                    "{\"municipality\":\"%s\",\"holder\":\"%s\",\"reason\":\"MOVE\",\"effectiveAt\":\"%s\","
                            + "\"items\":[{\"item\":\"ADDRESS\",\"municipality\":\"%s\",\"address\":\"%s\"}]}%n",
                    to.code(), holder, first.plusSeconds(i), to.code(), to.officeAddress());
        }
        out.flush();
        return 0;
    }
}
