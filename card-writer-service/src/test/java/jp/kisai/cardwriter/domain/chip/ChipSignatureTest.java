package jp.kisai.cardwriter.domain.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChipSignatureTest {

    @Test
    void signsTheWholeOfWef02AsItIsStored() throws GeneralSecurityException {
        KeyPair keys = keys();

        ChipImage image = content().signedBy(signer(keys, "Kisai"));

        ChipSignature signature =
                switch (ChipSignature.decode(
                        ChipFile.WEF03, image.files().getOrDefault(ChipFile.WEF03, Octets.NONE))) {
                    case Decoding.Decoded<ChipSignature>(ChipSignature read) -> read;
                    case Decoding.Stopped<ChipSignature> stopped ->
                            throw new AssertionError(stopped);
                };
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(keys.getPublic());
        check.update(image.files().getOrDefault(ChipFile.WEF02, Octets.NONE).toArray());
        assertTrue(check.verify(signature.signature().toArray()));
        assertEquals("0123456789ABCDEF", signature.serial());
        assertEquals("Kisai", signature.subject());
    }

    @Test
    void digestsTheFilesInTheirFixedOrder() throws GeneralSecurityException {
        ChipImage image = content().signedBy(signer(keys(), "Kisai"));

        assertEquals(
                List.of("WEF01", "WEF02", "WEF03", "DF1/EF01", "DF1/EF02"),
                image.files().keySet().stream().map(ChipFile::path).toList());
        assertEquals(Octets.sha256(image.files().values()), image.readBackSha256());
    }

    @Test
    void tellsContentsApartWithoutTheSignature() throws GeneralSecurityException {
        ChipContent content = content();
        String before = content.sha256();

        String first = content.signedBy(signer(keys(), "Kisai")).readBackSha256();
        String second = content.signedBy(signer(keys(), "Kisai")).readBackSha256();

        assertEquals(before, content.sha256());
        assertTrue(!first.equals(second), "another key gives another image");
    }

    @Test
    void refusesASignerWhoseNameDoesNotFit() throws GeneralSecurityException {
        KeyPair keys = keys();

        assertThrows(
                IllegalArgumentException.class,
                () -> content().signedBy(signer(keys, "x".repeat(131))));
    }

    private static ChipContent content() {
        return switch (Licences.typical().encode(ChipProfile.FULL)) {
            case Encoding.Encoded<ChipContent>(ChipContent content) -> content;
            case Encoding.Refused<ChipContent>(NotCarried reason) ->
                    throw new AssertionError(reason);
        };
    }

    private static ChipSigner signer(KeyPair keys, String subject) {
        return new ChipSigner(
                wef02 -> sign(keys, wef02),
                "0123456789ABCDEF",
                "Kisai CA",
                subject,
                Octets.of(new byte[20]));
    }

    private static Octets sign(KeyPair keys, Octets content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.toArray());
            return Octets.of(signature.sign());
        } catch (GeneralSecurityException cause) {
            throw new AssertionError(cause);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
