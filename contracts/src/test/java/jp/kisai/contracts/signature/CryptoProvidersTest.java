package jp.kisai.contracts.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.Test;

class CryptoProvidersTest {

    @Test
    void installsTwiceAsOnce() {
        CryptoProviders.install();
        Provider[] once = Security.getProviders();
        CryptoProviders.install();
        assertArrayEquals(once, Security.getProviders());
    }

    @Test
    void saysWhoSigns() {
        CryptoProviders.install();
        assertFalse(CryptoProviders.inUse().isBlank());
    }

    /// Where Corretto does not load, the JDK must take its place unnoticed.
    @Test
    void whatOneProviderSignsTheOtherVerifies() {
        byte[] content = {1, 2, 3};
        for (Keys keys : List.of(Keys.p256(), Keys.rsa(2048))) {
            DetachedSignature.Check signed = new DetachedSignature.Check.Signed(keys.certificate());
            CryptoProviders.install();
            byte[] first = DetachedSignature.sign(content, keys.key(), keys.certificate());
            Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
            byte[] second = DetachedSignature.sign(content, keys.key(), keys.certificate());

            assertEquals(
                    signed, DetachedSignature.check(content, first, List.of(keys.certificate())));
            CryptoProviders.install();
            assertEquals(
                    signed, DetachedSignature.check(content, second, List.of(keys.certificate())));
        }
    }
}
