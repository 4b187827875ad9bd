package jp.kisai.cardwriter.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.kisai.cardwriter.LicenceOnChip;
import jp.kisai.cardwriter.domain.chip.AppendedChange;
import jp.kisai.cardwriter.domain.chip.AppendedChanges;
import jp.kisai.cardwriter.domain.chip.ChipContent;
import jp.kisai.cardwriter.domain.chip.ChipFile;
import jp.kisai.cardwriter.domain.chip.ChipImage;
import jp.kisai.cardwriter.domain.chip.ChipProfile;
import jp.kisai.cardwriter.domain.chip.ChipRecord;
import jp.kisai.cardwriter.domain.chip.ChipSigner;
import jp.kisai.cardwriter.domain.chip.Encoding;
import jp.kisai.cardwriter.domain.chip.IcLicence;
import jp.kisai.cardwriter.domain.chip.NotCarried;
import jp.kisai.cardwriter.domain.chip.Octets;
import jp.kisai.cardwriter.domain.chip.Pictures;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.event.LicenceChanged;
import org.jspecify.annotations.Nullable;

/// A record for `kisai chip encode`: the object `licence` of an event `licence.changed.v1`, and, if
/// wanted, `pictures` (`photograph` and `gaiji`, in base64) and `appended` entries beside it.
record RecordFile(ChipRecord licence, AppendedChanges appended) {

    private static final JsonMapper JSON = new JsonMapper();

    /// Around the record, so that it is read and refused exactly as the service does.
    private static final String ENVELOPE =
            """
            {"specversion":"1.0","id":"00000000-0000-4000-8000-000000000001",
             "source":"urn:kisai:licence-service","type":"jp.kisai.licence.changed.v1",
             "subject":"00000000-0000-4000-8000-000000000002","time":"2026-01-01T00:00:00Z",
             "prefecture":"13","sequence":1,
             "data":{"version":1,"cause":{"kind":"ISSUED","changes":[],"items":[]}}}
            """;

    /// @throws IllegalArgumentException if it is no record; says where, never what
    static RecordFile read(byte[] document) throws IOException {
        JsonNode root = JSON.readTree(document);
        Pictures pictures = pictures(root.path("pictures"));
        return new RecordFile(
                LicenceOnChip.of(licence(root), pictures), appended(root.path("appended")));
    }

    /// Every file of both cards; the signatures only if there is a key for them.
    Encoding<ChipImage> image(@Nullable ChipSigner signer) {
        Encoding<ChipContent> ordered = licence.encode(ChipProfile.FULL);
        Encoding<ChipImage> own = new IcLicence(licence, appended).encode();
        if (ordered instanceof Encoding.Refused<ChipContent>(NotCarried reason)) {
            return new Encoding.Refused<>(reason);
        }
        Map<ChipFile, Octets> files = new TreeMap<>();
        if (ordered instanceof Encoding.Encoded<ChipContent>(ChipContent content)) {
            files.putAll(signer == null ? content.files() : content.signedBy(signer).files());
        }
        if (own instanceof Encoding.Encoded<ChipImage>(ChipImage image)) {
            ChipImage complete = signer == null ? image : IcLicence.signed(image, signer);
            files.putAll(complete.files());
            return new Encoding.Encoded<>(new ChipImage(files));
        }
        return own;
    }

    private static LicenceChanged.Licence licence(JsonNode root) throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree(ENVELOPE);
        ((ObjectNode) event.path("data")).set("licence", root.path("licence"));
        return switch (Events.read(JSON.writeValueAsBytes(event))) {
            case Reading.Read(CloudEvent<?> read)
                    when read.data() instanceof LicenceChanged changed ->
                    changed.licence();
            case Reading.Read _ -> throw new IllegalArgumentException("not a licence record");
            case Reading.Unreadable(var _, String where) ->
                    throw new IllegalArgumentException(
                            "not a licence record: " + where.replaceFirst("^/data", ""));
        };
    }

    private static Pictures pictures(JsonNode node) {
        List<Octets> gaiji = new ArrayList<>();
        node.path("gaiji").forEach(each -> gaiji.add(bytes(each)));
        return new Pictures(bytes(node.path("photograph")), gaiji);
    }

    private static Octets bytes(JsonNode base64) {
        return Octets.of(Base64.getDecoder().decode(base64.asText()));
    }

    private static AppendedChanges appended(JsonNode entries) {
        List<AppendedChange> changes = new ArrayList<>();
        for (JsonNode entry : entries) {
            try {
                changes.add(
                        new AppendedChange(
                                AppendedChange.Kind.valueOf(entry.path("kind").asText()),
                                LocalDate.parse(entry.path("on").asText()),
                                entry.path("text").asText(),
                                entry.path("commission").asText()));
            } catch (DateTimeException | IllegalArgumentException unreadable) {
                throw new IllegalArgumentException(
                        "not an appended entry: /appended/" + changes.size(), unreadable);
            }
        }
        return new AppendedChanges(changes);
    }
}
