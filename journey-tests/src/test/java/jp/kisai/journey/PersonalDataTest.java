package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.kisai.localstack.doubles.Town;
import org.junit.jupiter.api.Test;

/// What people are called and where they live stays out of what operators read.
class PersonalDataTest {

    /// Family names and given names of the day's people, and every town's office address.
    static final List<String> CANARIES =
            Stream.concat(
                            Stream.of(
                                    "山田", "花子", "佐藤", "太郎", "鈴木", "高橋", "一郎", "髙橋", "伊藤", "ヤマダ",
                                    "サトウ", "スズキ", "タカハシ", "CARD-"),
                            Stream.of(Town.values()).map(Town::officeAddress))
                    .toList();

    private static final Pattern HOLDER_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    @Test
    void noLogNamesAPersonOrAnAddress() throws Exception {
        Suite.day();

        List<String> found = new ArrayList<>();
        for (Path log : logs()) {
            List<String> lines = Files.readAllLines(log);
            CANARIES.stream()
                    .filter(canary -> lines.stream().anyMatch(line -> line.contains(canary)))
                    .forEach(canary -> found.add(log.getFileName() + " has a " + kind(canary)));
        }

        assertFalse(logs().isEmpty(), "there are logs to read");
        assertEquals(List.of(), found);
    }

    @Test
    void noMetricCarriesAnIdOfAPerson() throws Exception {
        Suite.day();

        List<String> found =
                Suite.metrics().stream().filter(line -> HOLDER_ID.matcher(line).find()).toList();

        assertFalse(Suite.metrics().isEmpty(), "there are metrics to read");
        assertEquals(List.of(), found);
    }

    private static String kind(String canary) {
        return canary.length() > 6 ? "whole address" : "name: " + canary;
    }

    private static List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(Suite.running().folder().resolve("logs"))) {
            return files.filter(file -> file.getFileName().toString().contains("-service"))
                    .toList();
        }
    }
}
