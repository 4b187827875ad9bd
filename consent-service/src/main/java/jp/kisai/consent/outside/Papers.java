package jp.kisai.consent.outside;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jp.kisai.contracts.signature.SignedDocument;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;

/// Opens what holders sign: consents, withdrawals and domicile submissions, CMS around JSON with
/// exactly the named fields. Whoever signed is asked for later; that the signature is over this
/// very content is certain here.
public final class Papers {

    private static final int MAX_TEXT = 400;
    private static final int MAX_DEPTH = 3;

    /// The contract's text: no control or formatting characters, no halves of surrogate pairs. What
    /// remains is kept as it was signed, never normalised.
    static final Pattern TEXT =
            Pattern.compile(
                    "^[^\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb]+$");

    /// A version of the wording is named, not quoted.
    private static final Pattern WORDING = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,39}");

    private static final int MAX_DOMICILE = 200;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxStringLength(MAX_TEXT)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final int maxBytes;
    private final Duration clockSkew;

    /// @param clockSkew how far the signing time may lie from the time that the content names
    public Papers(int maxBytes, Duration clockSkew) {
        this.maxBytes = maxBytes;
        this.clockSkew = clockSkew;
    }

    /// What a holder put a signature under.
    public sealed interface Paper {

        HolderId holder();

        /// When, in the holder's own words.
        Instant at();

        /// What tells it from another paper of the kind that was signed at the same instant.
        String content();

        record Consent(HolderId holder, Set<Item> items, String wording, Instant at)
                implements Paper {
            @Override
            public String content() {
                return new TreeSet<>(items) + wording;
            }
        }

        record Withdrawal(HolderId holder, Instant at) implements Paper {
            @Override
            public String content() {
                return "";
            }
        }

        record Domicile(HolderId holder, String domicile, Instant at) implements Paper {
            @Override
            public String content() {
                return domicile;
            }

            @Override
            public String toString() {
                return "Domicile[…]";
            }
        }
    }

    public sealed interface Opened {

        /// @param certificate the signer's, DER; not yet looked at
        @SuppressWarnings("ArrayRecordComponent") // never compared: read once
        record Signed(Paper paper, byte[] certificate) implements Opened {}

        /// @param rule which rule is broken; never a piece of the document
        record Refused(String rule) implements Opened {}
    }

    /// Whatever the bytes, this answers and never throws.
    public Opened open(byte[] cms) {
        if (cms.length > maxBytes) {
            return new Opened.Refused("longer than " + maxBytes + " bytes");
        }
        return switch (SignedDocument.open(cms)) {
            case SignedDocument.Check.Refused(String rule) -> new Opened.Refused(rule);
            case SignedDocument.Check.Signed(
                            byte[] content,
                            X509Certificate by,
                            Instant signingTime) ->
                    read(content, by, signingTime);
        };
    }

    private Opened read(byte[] content, X509Certificate by, Instant signingTime) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            Paper paper = paper(JSON.readTree(text));
            if (Duration.between(paper.at(), signingTime).abs().compareTo(clockSkew) > 0) {
                return new Opened.Refused(
                        "the signing time is not the time that the document names");
            }
            return new Opened.Signed(paper, by.getEncoded());
        } catch (CharacterCodingException | JsonProcessingException unreadable) {
            return new Opened.Refused("the content is not JSON in UTF-8");
        } catch (IllegalArgumentException | DateTimeException wrong) {
            return new Opened.Refused("the content is not as its kind demands");
        } catch (CertificateEncodingException impossible) {
            return new Opened.Refused("the signer's certificate cannot be read");
        }
    }

    private static Paper paper(JsonNode json) {
        return switch (text(json, "document")) {
            case "kisai-consent/1" -> {
                expect(json, "document", "holder", "items", "wording", "givenAt");
                yield new Paper.Consent(
                        HolderId.of(text(json, "holder")),
                        items(json.get("items")),
                        wording(text(json, "wording")),
                        instant(text(json, "givenAt")));
            }
            case "kisai-consent-withdrawal/1" -> {
                expect(json, "document", "holder", "withdrawnAt");
                yield new Paper.Withdrawal(
                        HolderId.of(text(json, "holder")), instant(text(json, "withdrawnAt")));
            }
            case "kisai-domicile/1" -> {
                expect(json, "document", "holder", "domicile", "submittedAt");
                yield new Paper.Domicile(
                        HolderId.of(text(json, "holder")),
                        domicile(text(json, "domicile")),
                        instant(text(json, "submittedAt")));
            }
            default -> throw new IllegalArgumentException("no known kind of document");
        };
    }

    /// A consent that names an item twice, or one that nobody can consent to, is none.
    private static Set<Item> items(JsonNode json) {
        Set<Item> items = EnumSet.noneOf(Item.class);
        if (!(json instanceof ArrayNode array)) {
            throw new IllegalArgumentException("items are a list");
        }
        for (JsonNode item : array) {
            if (!item.isTextual() || !items.add(Item.valueOf(item.asText()))) {
                throw new IllegalArgumentException("each item once, by its name");
            }
        }
        if (items.isEmpty() || items.contains(Item.DOMICILE)) {
            throw new IllegalArgumentException("a consent is for address, name or birth date");
        }
        return items;
    }

    private static String wording(String name) {
        if (!WORDING.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of a wording");
        }
        return name;
    }

    private static String domicile(String text) {
        if (!TEXT.matcher(text).matches() || text.codePointCount(0, text.length()) > MAX_DOMICILE) {
            throw new IllegalArgumentException("not a text, or too long");
        }
        return text;
    }

    /// As exact as what is stored, so that what is handed in again is recognised.
    private static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        if (!instant.equals(instant.truncatedTo(ChronoUnit.MICROS))) {
            throw new IllegalArgumentException("at most microseconds");
        }
        return instant;
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null || !value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException("a text is missing");
        }
        return value.asText();
    }

    private static void expect(JsonNode json, String... fields) {
        Set<String> names = new HashSet<>();
        json.fieldNames().forEachRemaining(names::add);
        if (!names.equals(Set.copyOf(List.of(fields)))) {
            throw new IllegalArgumentException("other fields than expected");
        }
    }
}
