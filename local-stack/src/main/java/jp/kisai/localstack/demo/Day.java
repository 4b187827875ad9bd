package jp.kisai.localstack.demo;

import java.util.List;
import java.util.stream.Stream;

/// One day at the municipalities, case by case.
public final class Day {

    public static final List<Case> CASES =
            Stream.of(
                            ConsentCases.ALL,
                            CertificateCases.ALL,
                            DomicileCases.ALL,
                            OrderCases.ALL,
                            HostileCases.ALL)
                    .flatMap(List::stream)
                    .toList();

    private Day() {}
}
