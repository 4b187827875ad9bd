package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/// Record headers as text for a column: one header a line, `name=base64`, in order. A name is URL
/// encoded, so that no name can pose as another line; a header without value has no `=`.
final class HeaderLines {

    private HeaderLines() {}

    static String write(Iterable<Header> headers) {
        StringBuilder lines = new StringBuilder();
        for (Header header : headers) {
            lines.append(URLEncoder.encode(header.key(), UTF_8));
            if (header.value() != null) {
                lines.append('=').append(Base64.getEncoder().encodeToString(header.value()));
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    static List<Header> read(String lines) {
        return lines.lines().map(HeaderLines::header).toList();
    }

    private static Header header(String line) {
        int equals = line.indexOf('=');
        return equals < 0
                ? new RecordHeader(URLDecoder.decode(line, UTF_8), null)
                : new RecordHeader(
                        URLDecoder.decode(line.substring(0, equals), UTF_8),
                        Base64.getDecoder().decode(line.substring(equals + 1)));
    }
}
