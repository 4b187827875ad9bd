package jp.kisai.consent.outside;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.FourItems;
import jp.kisai.consent.domain.RegisteredText;

/// A signature certificate of the JPKI's profile, read and found in order. `toString()` shows no
/// person.
///
/// @param notAfter the last instant at which it counts
/// @param distributionPoint where its revocation is published: the directory name, DER in
///     hexadecimal
/// @param names the four items as the certificate writes them
public record SignatureCertificate(
        CertificateKey key,
        Instant notBefore,
        Instant notAfter,
        String distributionPoint,
        Names names) {

    /// @param nameSubstitutes one '1' or '0' for each character of the name
    /// @param addressSubstitutes one '1' or '0' for each character of the address
    public record Names(
            String name,
            String nameSubstitutes,
            Optional<LocalDate> birthDate,
            FourItems.Gender gender,
            String address,
            String addressSubstitutes) {

        public FourItems items() {
            return new FourItems(
                    RegisteredText.of(name, nameSubstitutes),
                    birthDate,
                    gender,
                    RegisteredText.of(address, addressSubstitutes));
        }

        @Override
        public String toString() {
            return "Names[…]";
        }
    }

    @Override
    public String toString() {
        return "SignatureCertificate[" + key.serial() + "]";
    }
}
