package jp.kisai.contracts.vocabulary;

import java.math.BigInteger;

/// A signature certificate's serial (発行の番号) within the JPKI signing CAs. Masked in `toString()`: it
/// follows a person.
///
/// The constructor refuses (`IllegalArgumentException`) what is not 1 to 20 octets and positive
/// (RFC 5280 §4.1.2.2)
public record CertificateSerial(BigInteger value) {

    private static final int MAX_BITS = 159;

    public CertificateSerial {
        if (value.signum() <= 0 || value.bitLength() > MAX_BITS) {
            throw new IllegalArgumentException("a serial is positive and has at most 20 octets");
        }
    }

    /// Reads lower or upper case hexadecimal, the form that [#text()] writes in lower case.
    public static CertificateSerial of(String hexadecimal) {
        if (!hexadecimal.matches("[0-9a-fA-F]{1,40}")) {
            throw new IllegalArgumentException("a serial is written in hexadecimal");
        }
        return new CertificateSerial(new BigInteger(hexadecimal, 16));
    }

    public String text() {
        return value.toString(16);
    }

    @Override
    public String toString() {
        String text = text();
        return "certificate:…" + text.substring(Math.max(0, text.length() - 4));
    }
}
