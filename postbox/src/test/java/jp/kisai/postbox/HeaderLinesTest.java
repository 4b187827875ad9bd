package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

class HeaderLinesTest {

    @Test
    void everyHeaderComesBackAsItWas() {
        List<Header> headers =
                List.of(
                        new RecordHeader("kisai-signature", new byte[] {0, (byte) 0xff, '\n'}),
                        new RecordHeader("twice", "1".getBytes(UTF_8)),
                        new RecordHeader("twice", "2".getBytes(UTF_8)),
                        new RecordHeader("empty", new byte[0]),
                        new RecordHeader("absent", null),
                        new RecordHeader("", new byte[] {1}),
                        new RecordHeader("a=b\nkisai-cause", "x".getBytes(UTF_8)),
                        new RecordHeader("氏名", "y".getBytes(UTF_8)));

        assertEquals(headers, HeaderLines.read(HeaderLines.write(headers)));
    }
}
