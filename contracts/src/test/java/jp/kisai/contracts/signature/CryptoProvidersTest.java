package jp.kisai.contracts.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.security.Provider;
import java.security.Security;
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
}
