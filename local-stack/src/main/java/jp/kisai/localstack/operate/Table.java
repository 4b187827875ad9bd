package jp.kisai.localstack.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Lines of equal columns for a terminal.
final class Table {

    private static final String GAP = "  ";

    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        this.heading = List.of(heading);
    }

    /// One row for each object of a list, with these of its members.
    static Table of(JsonNode list, String... members) {
        Table table = new Table(members);
        list.forEach(object -> table.add(cells(object, members)));
        return table;
    }

    /// What every service answers there, each row with its service first.
    static Table ofEveryService(Desk desk, String path, String... members) {
        Table table =
                new Table(
                        Stream.concat(Stream.of("service"), Stream.of(members))
                                .toArray(String[]::new));
        for (String service : desk.services()) {
            for (JsonNode object : desk.get(service, path)) {
                List<String> row = new ArrayList<>(List.of(service));
                row.addAll(cells(object, members));
                table.add(row);
            }
        }
        return table;
    }

    void add(List<String> row) {
        rows.add(row);
    }

    private static List<String> cells(JsonNode object, String... members) {
        return Stream.of(members).map(member -> object.path(member).asText("")).toList();
    }

    /// @param nothing what is said instead of a table without rows
    void print(PrintWriter out, String nothing) {
        if (rows.isEmpty()) {
            out.println(nothing);
            return;
        }
        print(out, heading);
        rows.forEach(row -> print(out, row));
        out.flush();
    }

    private void print(PrintWriter out, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            line.append(row.get(column))
                    .repeat(' ', width(column) - row.get(column).length())
                    .append(GAP);
        }
        out.println(line.toString().stripTrailing());
    }

    private int width(int column) {
        return rows.stream()
                .map(row -> row.get(column).length())
                .reduce(heading.get(column).length(), Math::max);
    }
}
